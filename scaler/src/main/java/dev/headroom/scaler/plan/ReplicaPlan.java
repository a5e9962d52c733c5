// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How many replicas a workload needs, and why.
 *
 * @param workload whose
 * @param madeAt when
 * @param state how far telemetry could be believed
 * @param desired the replicas that the plan wants, limits applied; kept also where the answer is another
 * @param grounded whether {@code desired} follows from anything: a need, a plan before it, or replicas that run; where it does
 *     not, the answer is no number, and no later plan may be compared with it
 * @param answer what KEDA is told
 * @param reasons one per stage that moved the number, in order
 * @param basis what the number rests on
 * @param course when the number last moved
 */
public record ReplicaPlan(
        WorkloadKey workload,
        Instant madeAt,
        TelemetryState state,
        int desired,
        boolean grounded,
        Answer answer,
        List<Reason> reasons,
        Basis basis,
        Course course) {
    public ReplicaPlan {
        reasons = List.copyOf(reasons);
    }

    /** Whether KEDA is told that no replica is needed. */
    public boolean answersNone() {
        return answer instanceof Answer.Replicas known && known.count() == 0;
    }

    /** The reasons as one line. */
    public String because() {
        return reasons.stream().map(Reason::sentence).collect(Collectors.joining(" -> "));
    }

    /**
     * What a plan rests on.
     *
     * @param demand the demand that was planned for
     * @param plannedRate requests per second that the plan covers, uncertainty included
     * @param ratePerReplica requests per second that one replica carries under the binding constraint
     * @param concurrencyPerReplica requests in flight on a replica at that rate
     * @param binding the constraint that asked for most: {@code ttft}, {@code itl}, {@code e2e}, {@code concurrency},
     *     {@code saturation}; empty when none did
     * @param capacityMode word for the capacity model, {@code concurrency}, or {@code none}
     * @param usdPerHour what {@code desired} replicas cost; empty when the policy states no costs
     * @param standings where each objective stands, in the policy's order
     * @param evidence what was observed
     */
    public record Basis(
            Optional<Demand> demand,
            OptionalDouble plannedRate,
            OptionalDouble ratePerReplica,
            OptionalDouble concurrencyPerReplica,
            Optional<String> binding,
            String capacityMode,
            OptionalDouble usdPerHour,
            List<Standing> standings,
            Evidence evidence) {
        public Basis {
            standings = List.copyOf(standings);
        }

        /** The plan rests on nothing measured. */
        public static final Basis NOTHING = new Basis(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                "none",
                OptionalDouble.empty(),
                List.of(),
                Evidence.NONE);
    }
}
