// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.ownership.LeaderRole;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The destination of new plans: this replica's latest plans, or all replicas. Used by the planning thread alone. */
public interface PlanOutlet {
    /** Whether plans are to be made now, and for whom; asked once before each round. */
    LeaderRole duty();

    /** How long the plans of all replicas have been out of reach, as of {@link #duty()}; empty while they are within reach, or not shared. */
    default Optional<Duration> unreachableFor() {
        return Optional.empty();
    }

    /**
     * Takes a plan that was just made.
     *
     * @param policy the policy it was made under
     */
    TurnOutcome.Planned take(ReplicaPlan plan, SloPolicy policy);

    /** Forgets the plans of all other workloads. */
    void keepOnly(Set<WorkloadKey> workloads);
}
