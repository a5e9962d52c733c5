// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.Optional;

/**
 * Lets the planner buy for so many times the demand. Quantiles of it alone hardly move the answer: the standard error of a last
 * value is a few percent in steady traffic, and a front that ends below the attainment that is compared has no cost there.
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
        return planner.plan(withDemand(input, input.demand().map(this::scaled)));
    }

    static PlanInput withDemand(PlanInput input, Optional<Demand> demand) {
        return new PlanInput(
                input.snapshot(),
                demand,
                input.policy(),
                input.capacity(),
                input.supply(),
                input.budget(),
                input.horizon(),
                input.knownSince(),
                input.previous());
    }

    private Demand scaled(Demand demand) {
        return new Demand(
                factor * demand.requestsPerSecond(),
                factor * demand.standardError(),
                demand.shape(),
                demand.horizon(),
                demand.method(),
                demand.distribution().times(factor));
    }
}
