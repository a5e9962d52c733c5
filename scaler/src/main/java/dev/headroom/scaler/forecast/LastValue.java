// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Expects what is: the newest rate of arrivals, whatever the horizon. Its standard error is that of a count of independent
 * arrivals, √arrivals over the length of the interval. The shape is the mean request of the whole windows, prefix-cache hits
 * counted as work, for the snapshot does not tell them apart.
 */
public final class LastValue implements Forecaster {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public Optional<Demand> forecast(WorkloadSnapshot snapshot, Duration horizon) {
        return snapshot.arrivals()
                .flatMap(arrivals -> shapeOf(snapshot.recent())
                        .flatMap(shape -> standardError(arrivals)
                                .map(error -> new Demand(arrivals.perSecond(), error, shape, horizon, "last-value"))));
    }

    private static Optional<TrafficShape> shapeOf(Reading recent) {
        OptionalDouble input = recent.inputTokens().mean();
        OptionalDouble output = recent.outputTokens().mean();
        boolean known = recent.completed() > 0 && input.isPresent() && output.isPresent() && output.getAsDouble() > 0;
        return known
                ? Optional.of(
                        new TrafficShape(input.getAsDouble(), output.getAsDouble(), TrafficShape.Arrivals.POISSON))
                : Optional.empty();
    }

    /** Empty over an interval without length, whose rate says nothing. */
    private static Optional<Double> standardError(ArrivalRate arrivals) {
        double seconds = Duration.between(arrivals.from(), arrivals.to()).toNanos() / NANOS_PER_SECOND;
        return seconds > 0 ? Optional.of(Math.sqrt((double) arrivals.arrivals()) / seconds) : Optional.empty();
    }
}
