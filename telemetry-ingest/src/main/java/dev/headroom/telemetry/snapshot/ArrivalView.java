// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.sketch.QuantileSketch;
import dev.headroom.telemetry.window.Measure;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What can be said of a workload's arrivals, and how long it may be silent before silence means something.
 *
 * <p>Where sources tell only of ends, arrivals are complete up to one P99 of E2E and the export's delay ago; where they tell
 * of admissions, up to a second ago. Silence is no evidence of fewer arrivals, for a server that hangs is silent, too. So the
 * interval's end does not run on through silence: it stays where arrivals could show before the newest event (a median E2E
 * earlier), and stops when the silence is longer than chance explains.
 *
 * @param rate newest rate over an interval whose arrivals are all but completely visible
 * @param allowedSilence silence beyond it means that nothing can be observed any more
 */
record ArrivalView(Optional<ArrivalRate> rate, Duration allowedSilence) {
    private static final Duration SHORTEST_ALLOWANCE = Duration.ofSeconds(10);
    /** e^-7, one in a thousand: how often Poisson traffic is silent for 7 times its mean gap. */
    private static final double MEAN_GAPS = 7;

    private static final double PERCENTILE_OF_ALL = 99;
    private static final double PERCENTILE_OF_HALF = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    /** For a workload that was never heard of. */
    static final ArrivalView NOTHING = new ArrivalView(Optional.empty(), ArrivalInterval.LONGEST);

    static ArrivalView of(WorkloadWindow window, Instant now, SnapshotSettings settings) {
        return window.newestEvent()
                .map(newest -> window.arrivals()
                        .newestAdmission()
                        .map(admission -> ofAdmissions(window, admission, now, settings))
                        .orElseGet(() -> ofEnds(window, newest, now, settings)))
                .orElse(NOTHING);
    }

    private static ArrivalView ofAdmissions(
            WorkloadWindow window, Instant newest, Instant now, SnapshotSettings settings) {
        Duration allowed = allowanceAt(ArrivalInterval.rateUpTo(window, wholeSecondAfter(newest)));
        Instant visible = wholeSecond(now.minus(settings.admissionDelay()));
        // With nothing left running, silence does mean that nothing arrives.
        boolean silenceIsKnown = window.arrivals().everyAdmittedHasEnded(now);
        Instant to = silenceIsKnown ? visible : earlier(visible, wholeSecondAfter(newest));
        return new ArrivalView(ArrivalInterval.rateUpTo(window, to), allowed);
    }

    private static ArrivalView ofEnds(WorkloadWindow window, Instant newest, Instant now, SnapshotSettings settings) {
        QuantileSketch endToEnd = window.whole(Measure.END_TO_END, newest);
        if (endToEnd.count() == 0) {
            return NOTHING;
        }
        Duration all = percentileOf(endToEnd, PERCENTILE_OF_ALL);
        Duration half = percentileOf(endToEnd, PERCENTILE_OF_HALF);
        Duration allowed = allowanceAt(ArrivalInterval.rateUpTo(window, wholeSecond(newest.minus(all))));
        Duration lag = all.plus(settings.exportDelay());
        Instant visible = wholeSecond(now.minus(lag));
        Instant limit = earlier(newest.minus(half), newest.plus(allowed).minus(lag));
        return new ArrivalView(ArrivalInterval.rateUpTo(window, earlier(visible, wholeSecondAfter(limit))), allowed);
    }

    private static Duration allowanceAt(Optional<ArrivalRate> rate) {
        if (rate.isEmpty() || rate.get().arrivals() == 0) {
            return ArrivalInterval.LONGEST;
        }
        return silenceThatChanceExplains(rate.get().perSecond());
    }

    /** How long Poisson arrivals at this rate may stay out before silence means something; the rate is above 0. */
    static Duration silenceThatChanceExplains(double perSecond) {
        Duration chance = seconds(MEAN_GAPS / perSecond);
        return chance.compareTo(SHORTEST_ALLOWANCE) > 0 ? chance : SHORTEST_ALLOWANCE;
    }

    private static Duration percentileOf(QuantileSketch seconds, double percentile) {
        return seconds(seconds.valueAt(percentile).orElseThrow());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant wholeSecond(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant wholeSecondAfter(Instant instant) {
        return wholeSecond(instant).plusSeconds(1);
    }
}
