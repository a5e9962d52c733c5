// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a contender is shown of arrivals at one step of the contest. Rates are in requests per second.
 *
 * @param at end of all that is counted
 * @param perSecond rate over the last {@code seconds}
 * @param seconds above 0
 * @param age seconds by which the middle of what {@code perSecond} counts lies before {@code at}
 * @param windowPerSecond rate over the last {@code windowSeconds}
 * @param windowSeconds {@code seconds} or more
 * @param before rate over as long a window before; empty where that is not known
 * @param dispersion variance over mean of counts; above 0
 */
record Sight(
        Instant at,
        double perSecond,
        double seconds,
        double age,
        double windowPerSecond,
        double windowSeconds,
        OptionalDouble before,
        double dispersion) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** What a rate shows; the interval has a length. */
    static Sight of(ArrivalRate rate, Optional<ArrivalRate> before) {
        double window = secondsOf(Duration.between(rate.from(), rate.to()));
        // Where the newest seconds are not known apart, a window moved on by a step has only that step's worth of news.
        double step = Math.min(window, (double) ArrivalRate.NEWEST.toSeconds());
        Optional<ArrivalRate> whole = before.filter(ArrivalRate::whole);
        return new Sight(
                rate.to(),
                rate.newestPerSecond().orElse(rate.perSecond()),
                step,
                (rate.newestPerSecond().isPresent() ? step : window) / 2,
                rate.perSecond(),
                window,
                whole.isPresent() ? OptionalDouble.of(whole.get().perSecond()) : OptionalDouble.empty(),
                rate.dispersion().orElse(1));
    }

    /** Variance of the newest rate, were the true one {@code perSecond}: of n independent arrivals it is n; half an arrival keeps it above 0. */
    double noise(double perSecond) {
        return dispersion * (Math.max(0, perSecond) + 0.5 / seconds) / seconds;
    }

    /** The same of the window's rate. */
    double windowNoise(double perSecond) {
        return dispersion * (Math.max(0, perSecond) + 0.5 / windowSeconds) / windowSeconds;
    }

    static double secondsOf(Duration duration) {
        return (double) duration.toNanos() / NANOS_PER_SECOND;
    }
}
