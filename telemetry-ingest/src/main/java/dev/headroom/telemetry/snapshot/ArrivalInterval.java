// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.ArrivalPanes;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The interval over which arrivals are counted: 60 s, widened by as much while it holds few, never before the first ever, and never into a
 * time of far more arrivals. That was other traffic: the minute after a load and the last minute of the load would make half the load.
 */
final class ArrivalInterval {
    /** Beyond this, "now" is history. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration STEP = Duration.ofSeconds(60);
    /** A workload that has only just appeared: chance alone would make its rate. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    /** Of 50 Poisson arrivals, the standard deviation is 14 %. */
    private static final int ENOUGH = 50;

    private static final double NANOS_PER_SECOND = 1e9;

    private ArrivalInterval() {}

    /** The rate over the interval that ends at {@code to}; empty when that would be too short. */
    static Optional<ArrivalRate> rateUpTo(WorkloadWindow window, Instant to) {
        ArrivalPanes arrivals = window.arrivals();
        Instant earliest = earliestFrom(arrivals, to);
        Instant from = later(to.minus(STEP), earliest);
        if (Duration.between(from, to).compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        long count = arrivals.countBetween(from, to);
        while (count < ENOUGH && from.isAfter(earliest)) {
            Instant wider = later(from.minus(STEP), earliest);
            Counted added = new Counted((double) arrivals.countBetween(wider, from), Duration.between(wider, from));
            if (added.isFarAbove(new Counted((double) count, Duration.between(from, to)))) {
                break;
            }
            from = wider;
            count = arrivals.countBetween(from, to);
        }
        return Optional.of(withNewest(rateOf(window, count, from, to), arrivals));
    }

    /**
     * Arrivals within some time.
     *
     * @param arrivals 0 or more
     * @param time above 0
     */
    record Counted(double arrivals, Duration time) {
        /** Whether these are far more than the other's rate and chance explain. */
        boolean isFarAbove(Counted other) {
            return ArrivalView.isFarAbove(perSecond(), variance(), other.perSecond(), other.variance());
        }

        private double perSecond() {
            return arrivals / seconds();
        }

        /** Of a rate of Poisson arrivals. */
        private double variance() {
            return arrivals / (seconds() * seconds());
        }

        private double seconds() {
            return (double) time.toNanos() / NANOS_PER_SECOND;
        }
    }

    private static ArrivalRate withNewest(ArrivalRate rate, ArrivalPanes arrivals) {
        Instant from = rate.to().minus(ArrivalRate.NEWEST);
        return from.isBefore(rate.from())
                ? rate
                : rate.endingAt((double) arrivals.countBetween(from, rate.to()) / ArrivalRate.NEWEST.toSeconds());
    }

    /** The rate over a given interval, as far as it was reported. */
    static ArrivalRate rateWithin(WorkloadWindow window, Instant from, Instant to) {
        return rateOf(window, window.arrivals().countBetween(from, to), from, to);
    }

    /** The rate over the interval of the same length just before; empty where arrivals do not reach back so far. */
    static Optional<ArrivalRate> rateBefore(WorkloadWindow window, ArrivalRate rate) {
        ArrivalPanes arrivals = window.arrivals();
        Duration length = Duration.between(rate.from(), rate.to());
        Instant from = rate.from().minus(length);
        boolean known = arrivals.first().isPresent()
                && arrivals.newest().isPresent()
                && !from.isBefore(arrivals.first().get())
                && !from.isBefore(arrivals.newest().get().minus(ArrivalPanes.KEPT));
        if (!known) {
            return Optional.empty();
        }
        long count = arrivals.countBetween(from, rate.from());
        return Optional.of(rateOf(window, count, from, rate.from()));
    }

    private static ArrivalRate rateOf(WorkloadWindow window, long count, Instant from, Instant to) {
        double seconds = (double) Duration.between(from, to).toNanos() / NANOS_PER_SECOND;
        double perSecond = (double) count / seconds;
        boolean told = window.firstEvent().filter(first -> !first.isAfter(from)).isPresent();
        Duration gap = window.arrivals().longestGapBetween(from, to);
        boolean chance = count == 0
                ? !arrivedBefore(window, from)
                : gap.compareTo(ArrivalView.silenceThatChanceExplains(rateWithout(gap, count, seconds))) <= 0;
        return new ArrivalRate(perSecond, count, from, to, told && chance, ArrivalSource.ADMISSIONS, 1);
    }

    /** A stretch without arrivals after some is a gap in telemetry, or shows that no request comes; only admissions can show which. */
    private static boolean arrivedBefore(WorkloadWindow window, Instant from) {
        return window.arrivals().newestAdmission().isEmpty()
                && window.arrivals().first().filter(from::isAfter).isPresent();
    }

    /** The rate outside of the longest gap, which the gap itself must not dilute. */
    private static double rateWithout(Duration gap, long count, double seconds) {
        double rest = seconds - (double) gap.toSeconds();
        return (double) count / Math.max(1, rest);
    }

    private static Instant earliestFrom(ArrivalPanes arrivals, Instant to) {
        Instant first = arrivals.first().orElse(Instant.MAX);
        Instant oldestKept = arrivals.newest().orElse(Instant.MAX).minus(ArrivalPanes.KEPT);
        return later(later(to.minus(LONGEST), first), oldestKept);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
