// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Optional;
import java.util.function.Function;

/** The outcome of one workload's turn; a fact for the edge to log and count. */
public sealed interface TurnOutcome {
    /** Whose turn it was. */
    WorkloadKey workload();

    /**
     * A plan was made and handed on.
     *
     * @param plan the plan
     * @param before the plan that it replaced; empty for the first
     * @param changed whether it says anything else than the one before: desired replicas, answer or state of telemetry
     */
    record Planned(ReplicaPlan plan, Optional<ReplicaPlan> before, boolean changed) implements TurnOutcome {
        /** The outcome of a plan that follows another. */
        public static Planned after(Optional<ReplicaPlan> before, ReplicaPlan plan) {
            boolean changed =
                    before.map(old -> !LatestPlans.saysTheSame(old, plan)).orElse(true);
            return new Planned(plan, before, changed);
        }

        @Override
        public WorkloadKey workload() {
            return plan.workload();
        }
    }

    /**
     * A step threw; the earlier plan stays among the latest plans.
     *
     * @param workload whose turn ended
     * @param cause the exception
     */
    record Failed(WorkloadKey workload, RuntimeException cause) implements TurnOutcome {}

    /** Decides between the outcomes. */
    default <R> R fold(Function<Planned, R> planned, Function<Failed, R> failed) {
        return this instanceof Planned made ? planned.apply(made) : failed.apply((Failed) this);
    }
}
