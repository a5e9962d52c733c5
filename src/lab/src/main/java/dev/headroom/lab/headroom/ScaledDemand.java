// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.Forecaster;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets the planner buy for so many times the demand. Quantiles of it alone hardly move the answer: the standard error of a last
 * value is a few percent in steady traffic, and a front that ends below the attainment that is compared has no cost there.
 */
final class ScaledDemand implements Forecaster {
    private final Forecaster forecaster;
    private final double factor;

    ScaledDemand(Forecaster forecaster, double factor) {
        this.forecaster = forecaster;
        this.factor = factor;
    }

    @Override
    public Optional<Demand> forecast(WorkloadSnapshot snapshot, Duration horizon) {
        return forecaster
                .forecast(snapshot, horizon)
                .map(demand -> new Demand(
                        factor * demand.requestsPerSecond(),
                        factor * demand.standardError(),
                        demand.shape(),
                        demand.horizon(),
                        demand.method(),
                        demand.distribution().times(factor)));
    }
}
