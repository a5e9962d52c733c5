// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.Forecaster;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Makes the planner cover demand up to any quantile, which no setting of it does: it covers mean + z · standard error, with the z
 * of 0.999 under the posture {@code safe}; so under that posture a standard error of z(quantile)/z(0.999) times what it is covers
 * the quantile wanted. Neither the planner nor the objectives' percentiles are touched.
 */
final class CoveredQuantile implements Forecaster {
    /** What the posture {@code safe} covers. */
    private static final double SAFE_QUANTILE = 0.999;

    private final Forecaster forecaster;
    private final double scale;

    /**
     * Wraps a forecaster.
     *
     * @param quantile of demand to cover; from 0.5, the most likely demand, to below 1
     */
    CoveredQuantile(Forecaster forecaster, double quantile) {
        this.forecaster = forecaster;
        this.scale = zOf(quantile) / zOf(SAFE_QUANTILE);
    }

    /** Standard deviations above the mean at which the normal distribution has the quantile. */
    static double zOf(double quantile) {
        if (!(quantile >= 0.5 && quantile < 1)) {
            throw new IllegalArgumentException("the covered quantile must be 0.5 to below 1, was " + quantile);
        }
        return new NormalDistribution().inverseCumulativeProbability(quantile);
    }

    /** The policy under which the planner covers the quantile. */
    static SloPolicy covering(SloPolicy policy) {
        return new SloPolicy(
                policy.name(),
                policy.workload(),
                policy.objectives(),
                policy.concurrencyPerReplica(),
                policy.profile(),
                policy.replicas(),
                policy.terms().withPosture(Posture.SAFE));
    }

    @Override
    public Optional<Demand> forecast(WorkloadSnapshot snapshot, Duration horizon) {
        return forecaster
                .forecast(snapshot, horizon)
                .map(demand -> new Demand(
                        demand.requestsPerSecond(),
                        scale * demand.standardError(),
                        demand.shape(),
                        demand.horizon(),
                        demand.method()));
    }
}
