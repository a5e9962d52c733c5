// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.ReplicaPlan;

/**
 * Lets the planner buy for so many times the demand. A posture moves the answer little, and a front that ends below the attainment
 * that is compared has no cost there.
 */
final class ScaledDemand implements PlanMaker {
    private final PlanMaker planner;
    private final double factor;

    ScaledDemand(PlanMaker planner, double factor) {
        this.planner = planner;
        this.factor = factor;
    }

    @Override
    public ReplicaPlan plan(PlanInput input) {
        return planner.plan(new PlanInput(
                input.snapshot(),
                input.demand().map(demand -> demand.times(factor)),
                input.policy(),
                input.capacity(),
                input.supply(),
                input.budget(),
                input.horizon(),
                input.knownSince(),
                input.previous()));
    }
}
