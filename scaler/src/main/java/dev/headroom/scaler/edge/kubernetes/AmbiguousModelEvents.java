// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.AmbiguityListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Tells the authors of policies that claim the same model that its requests cannot be attributed. One thread. */
final class AmbiguousModelEvents implements AmbiguityListener {
    static final String REASON = "AmbiguousModel";

    /** A policy copied by a hundred teams is one mistake; the API server must not pay for it. */
    private static final int MOST_POLICIES = 10;

    /** Together with the policies of each at most two Events a second, and none is lost: it is reported later. */
    private static final Duration BETWEEN_TWO = Duration.ofSeconds(5);

    private final FaultEvents events;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    AmbiguousModelEvents(FaultEvents events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public boolean ambiguous(String namespace, String model, List<WorkloadKey> claimants) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(BETWEEN_TWO);
        String names = claimants.stream().map(WorkloadKey::name).sorted().collect(Collectors.joining(", "));
        String message = "policies " + names + " all claim model '" + model
                + "': requests known by their model only are assigned to none of them. Set resource attribute"
                + " k8s.deployment.name or k8s.pod.uid on the telemetry, or keep the model in one policy";
        claimants.stream()
                .limit(MOST_POLICIES)
                .forEach(policy -> events.raise(new DocumentName(policy.namespace(), policy.name()), REASON, message));
        return true;
    }
}
