// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Requests that arrived per second, over the newest interval with enough known arrivals. Retries and the sequences of a request with n &gt;
 * 1 count each, because each is load.
 *
 * @param perSecond 0 or more
 * @param arrivals requests that the rate rests on; 0 or more
 * @param from start of the interval, inclusive
 * @param to end of the interval, exclusive; not before {@code from}
 * @param whole whether all of the interval could be observed. It then begins after the first reported event, and has no stretch without
 *     arrivals that is longer than chance explains. Lost telemetry leaves such stretches. A rate that is not whole may be too low, or
 *     replace a rate that would be
 * @param source how it was obtained
 * @param completeness the share of the interval's arrivals that was seen rather than inferred; 0 to 1
 * @param dispersion variance over mean of the arrivals' counts in 5 s, from the last 5 min that events report and that are almost
 *     completely visible. It is 1 where arrivals come independently, more where they come in bursts, less where they are spaced, whether or
 *     not the rate changes meanwhile. It is within 20 % of the true one, one standard deviation. Above 0; empty while less than a minute is
 *     known, or fewer than 50 arrivals. Empty, too, where only servers' counters are known, because these are read at different times
 * @param newestPerSecond the rate over the last {@link #NEWEST} of the interval; 0 or more, empty where single seconds are not
 *     known or the interval is shorter
 */
public record ArrivalRate(
        double perSecond,
        long arrivals,
        Instant from,
        Instant to,
        boolean whole,
        ArrivalSource source,
        double completeness,
        OptionalDouble dispersion,
        OptionalDouble newestPerSecond) {
    /** The end of the interval that shows a step long before the whole of it does; the longest gap between usual scrapes. */
    public static final Duration NEWEST = Duration.ofSeconds(15);

    public ArrivalRate {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("arrival rate must be finite and not negative, was " + perSecond);
        }
        if (!(completeness >= 0 && completeness <= 1)) {
            throw new IllegalArgumentException("completeness must be 0 to 1, was " + completeness);
        }
        if (!(dispersion.orElse(1) > 0) || Double.isInfinite(dispersion.orElse(1))) {
            throw new IllegalArgumentException("dispersion must be finite and above 0, was " + dispersion);
        }
        if (newestPerSecond.isPresent() && !(newestPerSecond.getAsDouble() >= 0)) {
            throw new IllegalArgumentException(
                    "rate of the newest seconds must not be negative, was " + newestPerSecond.getAsDouble());
        }
    }

    /** Of whose burstiness and newest seconds nothing is known. */
    public ArrivalRate(
            double perSecond,
            long arrivals,
            Instant from,
            Instant to,
            boolean whole,
            ArrivalSource source,
            double completeness) {
        this(
                perSecond,
                arrivals,
                from,
                to,
                whole,
                source,
                completeness,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** All of the interval was observed, and all of its arrivals were reported as they came. */
    public ArrivalRate(double perSecond, long arrivals, Instant from, Instant to) {
        this(perSecond, arrivals, from, to, true, ArrivalSource.ADMISSIONS, 1);
    }

    /** The same, and how bursty it is. */
    ArrivalRate dispersedBy(OptionalDouble other) {
        return new ArrivalRate(perSecond, arrivals, from, to, whole, source, completeness, other, newestPerSecond);
    }

    /** The same with the rate of its newest seconds. */
    public ArrivalRate endingAt(double newestPerSecond) {
        return new ArrivalRate(
                perSecond,
                arrivals,
                from,
                to,
                whole,
                source,
                completeness,
                dispersion,
                OptionalDouble.of(newestPerSecond));
    }

    /** The same figures, known to be possibly too low. */
    ArrivalRate inPart() {
        return new ArrivalRate(perSecond, arrivals, from, to, false, source, completeness, dispersion, newestPerSecond);
    }
}
