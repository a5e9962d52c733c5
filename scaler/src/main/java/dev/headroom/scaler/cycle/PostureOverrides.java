// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Postures that triggers ask for instead of their policies' own; the newest call counts. One entry per workload that has a
 * policy, so bounded by their number. Safe from any thread.
 */
public final class PostureOverrides {
    private final Map<WorkloadKey, Posture> postures = new ConcurrentHashMap<>();

    /** Remembers what a trigger asks for. */
    public void set(WorkloadKey workload, Optional<Posture> posture) {
        if (posture.isPresent()) {
            postures.put(workload, posture.get());
        } else {
            postures.remove(workload);
        }
    }

    /** The policy as the trigger wants it. */
    public SloPolicy applyTo(WorkloadKey workload, SloPolicy policy) {
        Posture posture = postures.get(workload);
        if (posture == null || posture == policy.terms().posture()) {
            return policy;
        }
        SloPolicy.Terms terms = policy.terms();
        return new SloPolicy(
                policy.name(),
                policy.workload(),
                policy.objectives(),
                policy.concurrencyPerReplica(),
                policy.profile(),
                policy.replicas(),
                new SloPolicy.Terms(posture, terms.cost(), terms.mode(), terms.missed()));
    }
}
