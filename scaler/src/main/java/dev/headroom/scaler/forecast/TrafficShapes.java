// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The shape of a workload's requests: the mean request of the whole windows, and how far the others differ from it. */
public final class TrafficShapes {
    /** Quantiles of fewer would be hearsay: the distribution is then taken as one of equal lengths. */
    private static final long ENOUGH = 20;

    private TrafficShapes() {}

    /** The shape; empty while no request has ended with an answer. */
    public static Optional<TrafficShape> of(WorkloadSnapshot snapshot) {
        Reading recent = snapshot.recent();
        OptionalDouble input = recent.inputTokens().mean();
        OptionalDouble output = recent.outputTokens().mean();
        boolean known = recent.completed() > 0 && input.isPresent() && output.isPresent() && output.getAsDouble() > 0;
        if (!known) {
            return Optional.empty();
        }
        double whole = input.getAsDouble();
        // The mean of a sketch is rounded, the sum of tokens is not.
        double toCompute = Math.min(whole, recent.tokensToCompute().orElse(whole));
        return Optional.of(new TrafficShape(
                whole,
                toCompute,
                output.getAsDouble(),
                TrafficShape.Arrivals.POISSON,
                new TrafficShape.Spread(
                        lengths(recent.inputTokens()),
                        lengths(recent.outputTokens()),
                        burstSeconds(snapshot.arrivals()))));
    }

    private static double burstSeconds(Optional<ArrivalRate> arrivals) {
        OptionalDouble dispersion = arrivals.map(ArrivalRate::dispersion).orElse(OptionalDouble.empty());
        double perSecond = arrivals.map(ArrivalRate::perSecond).orElse(0.0);
        // Rates that vary by more than their mean are a change of demand, which forecasting answers for.
        return dispersion.isEmpty() || !(perSecond > 0)
                ? 0
                : Math.min(TrafficShape.Spread.COUNTED_SECONDS, (dispersion.getAsDouble() - 1) / perSecond);
    }

    static Lengths lengths(Distribution measured) {
        double mean = measured.mean().orElse(0);
        if (measured.count() < ENOUGH || !(mean > 0)) {
            return Lengths.EQUAL;
        }
        List<Double> overMean = Lengths.PERCENTILES.stream()
                .map(percentile -> Math.max(0, measured.valueAt(percentile).orElse(mean) / mean))
                .toList();
        return Lengths.of(overMean);
    }
}
