// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Arrivals where events report only ends: right-censored, because running requests are unseen. Three things are made of them.
 *
 * <ul>
 *   <li>Seconds whose requests have ended, all but one in a hundred, count as seen: up to one P99 of E2E and the export's delay ago.
 *       Silence is no evidence of fewer arrivals, because a server that hangs is silent, too. So the interval's end does not run on through
 *       silence, but stays where arrivals could show before the newest event, a median E2E earlier.
 *   <li>Newer seconds, down to the age at which half have ended, are weighed by that share, λ = Σ seen / Σ F(age), the estimate
 *       of greatest likelihood for Poisson arrivals. They are used where even the seen part of them is significantly more.
 *   <li>A notable fall is carried forward for the length of one interval: slower requests would look the same until the
 *       slow ones end.
 * </ul>
 *
 * See the design page "the truth about load".
 */
final class EndedArrivals {
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    /** Standard deviations of counting above which newer seconds show more: one steady minute in 40 does. */
    private static final double SIGNIFICANT_RISE = 2;

    /**
     * The same below which a fall is carried forward: one steady minute in 6 is, which makes the rate a quarter of a standard
     * deviation too high; the price for not missing requests that have become slow.
     */
    private static final double NOTABLE_FALL = 1;

    private static final double MIDDLE_OF_A_SECOND = 0.5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final WorkloadWindow window;
    private final SurvivalEstimate survival;
    private final Instant told;

    /**
     * Estimates.
     *
     * @param told up to when ends are reported
     */
    private EndedArrivals(WorkloadWindow window, SurvivalEstimate survival, Instant told) {
        this.window = window;
        this.survival = survival;
        this.told = told;
    }

    static ArrivalView of(WorkloadWindow window, Instant newest, Instant now, SnapshotSettings settings) {
        SurvivalEstimate survival = SurvivalEstimate.of(window, newest);
        if (survival.isUnknown()) {
            return ArrivalView.NOTHING;
        }
        Instant told = ArrivalView.earlier(now.minus(settings.exportDelay()), newest);
        EndedArrivals estimate = new EndedArrivals(window, survival, told);
        Duration nearlyAll = survival.nearlyAll();
        Duration allowed = ArrivalView.allowanceAt(
                ArrivalInterval.rateUpTo(window, ArrivalView.wholeSecond(newest.minus(nearlyAll))));
        Duration lag = nearlyAll.plus(settings.exportDelay());
        Instant visible = ArrivalView.wholeSecond(now.minus(lag));
        Instant limit = ArrivalView.earlier(
                newest.minus(survival.half()), newest.plus(allowed).minus(lag));
        Instant to = ArrivalView.earlier(visible, ArrivalView.wholeSecondAfter(limit));
        Optional<ArrivalRate> seen = ArrivalInterval.rateUpTo(window, to).map(estimate::seen);
        return seen.map(rate -> estimate.best(rate, allowed).dispersedBy(ArrivalDispersion.upTo(window, to)))
                .orElseGet(() -> new ArrivalView(Optional.empty(), Optional.empty(), allowed));
    }

    private ArrivalView best(ArrivalRate seen, Duration allowed) {
        Optional<ArrivalRate> before = ArrivalInterval.rateBefore(window, seen).map(this::seen);
        // The visible part of newer seconds is a lower bound; it is weighed only where it rises by itself.
        Optional<ArrivalRate> newer = weighed(seen).filter(rate -> isAbove(unweighed(rate), seen, SIGNIFICANT_RISE));
        if (newer.isPresent()) {
            return new ArrivalView(newer, before, allowed);
        }
        boolean fell =
                before.filter(earlier -> isAbove(earlier, seen, NOTABLE_FALL)).isPresent();
        return fell
                ? new ArrivalView(Optional.of(carried(before.get(), seen)), before, allowed)
                : new ArrivalView(Optional.of(seen), before, allowed);
    }

    private ArrivalRate seen(ArrivalRate counted) {
        double expected = expectedBetween(counted.from(), counted.to());
        double seconds = secondsBetween(counted.from(), counted.to());
        return new ArrivalRate(
                counted.perSecond(),
                counted.arrivals(),
                counted.from(),
                counted.to(),
                counted.whole(),
                ArrivalSource.ENDS,
                share(expected, seconds));
    }

    /** The newest minute in which at least half can have ended, weighed; empty where it is no newer than the visible rate. */
    private Optional<ArrivalRate> weighed(ArrivalRate seen) {
        Instant to = ArrivalView.wholeSecond(told.minus(survival.half()));
        if (!to.isAfter(seen.to())) {
            return Optional.empty();
        }
        // Never from before the visible part begins: that was widened as far as it is known.
        Instant begin = to.minus(INTERVAL);
        Instant from = begin.isBefore(seen.from()) ? seen.from() : begin;
        long arrivals = window.arrivals().countBetween(from, to);
        double expected = expectedBetween(from, to);
        double seconds = secondsBetween(from, to);
        return Optional.of(new ArrivalRate(
                (double) arrivals / expected,
                arrivals,
                from,
                to,
                seen.whole(),
                ArrivalSource.ENDS,
                share(expected, seconds)));
    }

    private static ArrivalRate unweighed(ArrivalRate rate) {
        return new ArrivalRate(
                (double) rate.arrivals() / secondsBetween(rate.from(), rate.to()),
                rate.arrivals(),
                rate.from(),
                rate.to(),
                rate.whole(),
                rate.source(),
                rate.completeness());
    }

    /** The earlier rate replaces a rate that would be too low, if requests have become slow. */
    private static ArrivalRate carried(ArrivalRate before, ArrivalRate fallen) {
        return new ArrivalRate(
                before.perSecond(),
                before.arrivals(),
                fallen.from(),
                fallen.to(),
                false,
                ArrivalSource.ENDS,
                share(fallen.perSecond(), before.perSecond()));
    }

    /** Σ F(age) over the seconds of an interval, in seconds. */
    private double expectedBetween(Instant from, Instant to) {
        double reference = (double) told.getEpochSecond() + told.getNano() / NANOS_PER_SECOND;
        double expected = 0;
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second++) {
            expected += survival.endedBy(reference - (double) second - MIDDLE_OF_A_SECOND);
        }
        return expected;
    }

    private static boolean isAbove(ArrivalRate one, ArrivalRate other, double deviations) {
        double chance = Math.sqrt(ArrivalView.varianceOf(one) + ArrivalView.varianceOf(other));
        return one.perSecond() - other.perSecond() > deviations * chance;
    }

    private static double share(double part, double whole) {
        return whole > 0 ? Math.max(0, Math.min(1, part / whole)) : 1;
    }

    private static double secondsBetween(Instant from, Instant to) {
        return (double) Duration.between(from, to).toNanos() / NANOS_PER_SECOND;
    }
}
