// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * Expects what is: the newest rate of arrivals, whatever the horizon. Its error has two parts. Counting: √arrivals over the
 * interval's length, as for independent arrivals. Drift: how far the last value of one interval ago fell short, beyond what
 * counting explains, grown with the square root of the horizon as that of a random walk. See the design page "uncertainty of the last
 * value". The shape is the mean request of the whole windows.
 */
public final class LastValue implements Forecaster {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Standard deviations of counting that a difference must exceed to be drift: 1 steady minute in 20 does. */
    private static final double SIGNIFICANT = 2;

    @Override
    public Optional<Demand> forecast(WorkloadSnapshot snapshot, Duration horizon) {
        return snapshot.arrivals()
                .filter(arrivals -> secondsOf(arrivals) > 0)
                .flatMap(arrivals -> TrafficShapes.of(snapshot)
                        .map(shape -> new Demand(
                                arrivals.perSecond(),
                                standardError(arrivals, snapshot.arrivalsBefore(), horizon),
                                shape,
                                horizon,
                                "last-value")));
    }

    private static double standardError(ArrivalRate newest, Optional<ArrivalRate> before, Duration horizon) {
        double intervals = secondsOf(horizon) / secondsOf(newest);
        // A hole in the telemetry and its refilling would look like a fall and a surge.
        double drift = before.filter(earlier -> earlier.whole() && newest.whole())
                .map(earlier -> driftVariance(newest, earlier))
                .orElse(0.0);
        return Math.sqrt(countingVariance(newest) + drift * intervals);
    }

    /** The variance of a Poisson count is its mean. */
    private static double countingVariance(ArrivalRate rate) {
        return rate.arrivals() / (secondsOf(rate) * secondsOf(rate));
    }

    private static double driftVariance(ArrivalRate newest, ArrivalRate before) {
        // Only short counts: where demand falls, covering the last value is already too much.
        double difference = Math.max(0, newest.perSecond() - before.perSecond());
        double chance = countingVariance(newest) + countingVariance(before);
        return Math.max(0, difference * difference - SIGNIFICANT * SIGNIFICANT * chance);
    }

    private static double secondsOf(ArrivalRate rate) {
        return secondsOf(Duration.between(rate.from(), rate.to()));
    }

    private static double secondsOf(Duration duration) {
        return (double) duration.toNanos() / NANOS_PER_SECOND;
    }
}
