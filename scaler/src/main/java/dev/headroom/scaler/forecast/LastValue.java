// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is asked now will be asked then. The forecaster to beat: any other needs proof before it is used instead. */
public final class LastValue implements Forecaster {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public Optional<Demand> forecast(WorkloadSnapshot snapshot, Duration horizon) {
        return snapshot.arrivals()
                .flatMap(arrivals -> shapeOf(snapshot.recent())
                        .map(shape -> new Demand(
                                arrivals.perSecond(), standardError(arrivals), shape, horizon, "last value")));
    }

    private static Optional<TrafficShape> shapeOf(Reading recent) {
        OptionalDouble input = recent.inputTokens().mean();
        OptionalDouble output = recent.outputTokens().mean();
        if (input.isEmpty() || output.isEmpty() || output.getAsDouble() <= 0) {
            return Optional.empty();
        }
        return Optional.of(new TrafficShape(input.getAsDouble(), output.getAsDouble(), TrafficShape.Arrivals.POISSON));
    }

    /** Of a count of independent arrivals, whose variance is its mean. */
    private static double standardError(ArrivalRate arrivals) {
        double seconds = Duration.between(arrivals.from(), arrivals.to()).toNanos() / NANOS_PER_SECOND;
        return seconds > 0 ? Math.sqrt((double) arrivals.arrivals()) / seconds : 0;
    }
}
