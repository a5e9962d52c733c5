// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.RateDistribution;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.ReplicaPlan;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Makes the planner cover demand up to a given quantile, whatever it would pay for: the quantile is all that it sees of demand. */
final class CoveredQuantile implements PlanMaker {
    private final PlanMaker planner;
    private final double quantile;

    /**
     * Wraps a planner.
     *
     * @param quantile of demand to cover; from 0.5, the most likely demand, to below 1
     */
    CoveredQuantile(PlanMaker planner, double quantile) {
        requireQuantile(quantile);
        this.planner = planner;
        this.quantile = quantile;
    }

    /** Standard deviations above the mean at which the normal distribution has the quantile. */
    static double zOf(double quantile) {
        requireQuantile(quantile);
        return new NormalDistribution().inverseCumulativeProbability(quantile);
    }

    @Override
    public ReplicaPlan plan(PlanInput input) {
        return planner.plan(ScaledDemand.withDemand(input, input.demand().map(this::covered)));
    }

    private Demand covered(Demand demand) {
        return new Demand(
                demand.requestsPerSecond(),
                0,
                demand.shape(),
                demand.horizon(),
                demand.method(),
                RateDistribution.normal(demand.distribution().at(quantile), 0));
    }

    private static void requireQuantile(double quantile) {
        if (!(quantile >= 0.5 && quantile < 1)) {
            throw new IllegalArgumentException("the covered quantile must be 0.5 to below 1, was " + quantile);
        }
    }
}
