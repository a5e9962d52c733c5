// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;

/**
 * A plan with all that it was made of, so that it can be made again, wherever and whenever.
 *
 * @param version of Headroom that made it
 * @param settings of the planner
 * @param input the planner's input
 * @param plan its answer
 */
public record Decision(String version, PlanSettings settings, PlanInput input, ReplicaPlan plan) {
    /** Whose plan it is. */
    public WorkloadKey workload() {
        return plan.workload();
    }

    /** The plan as the planner of this version makes it of the same input. */
    public ReplicaPlan again() {
        return new Planner(settings).plan(input);
    }
}
