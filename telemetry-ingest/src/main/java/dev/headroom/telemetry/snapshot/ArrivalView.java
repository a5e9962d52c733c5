// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.Measure;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A workload's arrivals, and how long it may be silent before silence means something.
 *
 * <p>Events of admissions are trusted first, then the servers' counters, then events of ends ({@link EndedArrivals}). A source can lose
 * arrivals but never invents any: where a later one shows many more than an earlier, the earlier misses some, and the later is taken.
 *
 * @param rate newest rate over an interval whose arrivals are almost completely visible
 * @param before the rate over the interval of the same length just before; empty where that is not known
 * @param allowedSilence silence of events beyond it means that they are no longer informative
 */
record ArrivalView(Optional<ArrivalRate> rate, Optional<ArrivalRate> before, Duration allowedSilence) {
    /** For a workload that was never heard of. */
    static final ArrivalView NOTHING = new ArrivalView(Optional.empty(), Optional.empty(), ArrivalInterval.LONGEST);

    private static final Duration SHORTEST_ALLOWANCE = Duration.ofSeconds(10);

    /** e^-7, one in a thousand: how often Poisson traffic is silent for 7 times its mean gap. */
    private static final double MEAN_GAPS = 7;

    /** Two sources that see the same requests differ by less: by chance, and by their clocks. */
    private static final double FAR_ABOVE = 1.1;

    /** Standard deviations of counting that are no chance: 1 in 700 for two counts of the same. */
    private static final double SIGNIFICANT = 3;

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Views the arrivals.
     *
     * @param feed how far it is read
     */
    static ArrivalView of(
            WorkloadWindow window, ServerView servers, FeedStatus feed, Instant now, SnapshotSettings settings) {
        ArrivalView events = asFarAsRead(window, feed, now, settings);
        boolean isSilent = events.isSilentAt(now.minus(settings.exportDelay()), window);
        ArrivalView best = servers.isAlive()
                ? servers.rate().map(rate -> events.or(rate, servers, isSilent)).orElse(events)
                : events;
        boolean serversKnowBetter = best.rate()
                .filter(rate -> servers.knowOfMoreThan(
                        rate,
                        () -> window.whole(Set.of(Measure.END_TO_END), now).mean()))
                .isPresent();
        return serversKnowBetter ? best.inPart() : best;
    }

    /** The rate that is known whole; where a part of the feed is read further and shows a rise already, that part's rate. */
    private static ArrivalView asFarAsRead(
            WorkloadWindow window, FeedStatus feed, Instant now, SnapshotSettings settings) {
        ArrivalView whole = ofEvents(window, feed.readUpTo(now), feed.endsReadUpTo(now), settings);
        if (!feed.readUpTo(now).isBefore(now)) {
            return whole;
        }
        ArrivalView part = ofEvents(window, now, now, settings);
        boolean risen = whole.rate()
                .flatMap(known -> part.rate().filter(newer -> isFarAbove(newer, known)))
                .isPresent();
        return risen ? part.inPart() : whole;
    }

    private static ArrivalView ofEvents(
            WorkloadWindow window, Instant admittedUpTo, Instant endedUpTo, SnapshotSettings settings) {
        return window.newestEvent()
                .map(newest -> window.arrivals()
                        .newestAdmission()
                        .map(admission -> ofAdmissions(window, admission, admittedUpTo, settings))
                        .orElseGet(() -> EndedArrivals.of(window, newest, endedUpTo, settings)))
                .orElse(NOTHING);
    }

    private boolean isSilentAt(Instant told, WorkloadWindow window) {
        return window.newestEvent()
                .filter(newest -> newest.plus(allowedSilence).isBefore(told))
                .isPresent();
    }

    private ArrivalView inPart() {
        return new ArrivalView(rate.map(ArrivalRate::inPart), before, allowedSilence);
    }

    /** The same, and how bursty its newest rate is. */
    ArrivalView dispersedBy(OptionalDouble dispersion) {
        return new ArrivalView(rate.map(known -> known.dispersedBy(dispersion)), before, allowedSilence);
    }

    /**
     * This view of events, or that of the servers.
     *
     * @param isSilent whether events have been out for longer than chance explains
     */
    private ArrivalView or(ArrivalRate newest, ServerView servers, boolean isSilent) {
        Optional<ArrivalRate> earlier = servers.rateBefore(newest);
        if (rate.isEmpty()) {
            return new ArrivalView(Optional.of(newest), earlier, allowedSilence);
        }
        ArrivalRate told = rate.get();
        // A carried rate is that of the interval before.
        ArrivalRate seen = told.whole() ? told : before.orElse(told);
        Optional<ArrivalRate> counted = servers.rateWithin(seen.from(), seen.to());
        double share = counted.filter(same -> same.perSecond() > 0)
                .map(same -> seen.perSecond() / same.perSecond())
                .orElse(1.0);
        ArrivalRate dispersed = newest.dispersedBy(ArrivalDispersion.unthinned(told.dispersion(), share));
        ArrivalView ofServers = new ArrivalView(Optional.of(dispersed), earlier, allowedSilence);
        if (told.source() == ArrivalSource.ADMISSIONS) {
            return counted.filter(same -> isFarAbove(same, told)).isPresent() ? ofServers : this;
        }
        // Visible arrivals lag by the duration of requests; that requests end is visible at once.
        boolean serversMissSome = counted.filter(same -> isFarAbove(seen, same)).isPresent() || servers.standStill();
        if (!serversMissSome) {
            return ofServers;
        }
        // Silent events are of an earlier time; the scraped servers' count since then is a lower bound.
        return isSilent ? ofServers.inPart() : this;
    }

    static boolean isFarAbove(ArrivalRate one, ArrivalRate other) {
        return isFarAbove(one.perSecond(), varianceOf(one), other.perSecond(), varianceOf(other));
    }

    /** The same of two rates and their variances. */
    static boolean isFarAbove(double one, double varianceOfOne, double other, double varianceOfOther) {
        return one > FAR_ABOVE * other + SIGNIFICANT * Math.sqrt(varianceOfOne + varianceOfOther);
    }

    /** Of a rate that rests on a Poisson count N, whose variance is its mean: (rate / N)² · N. */
    static double varianceOf(ArrivalRate rate) {
        return rate.arrivals() == 0 ? 0 : rate.perSecond() * rate.perSecond() / (double) rate.arrivals();
    }

    private static ArrivalView ofAdmissions(
            WorkloadWindow window, Instant newest, Instant now, SnapshotSettings settings) {
        Duration allowed = allowanceAt(ArrivalInterval.rateUpTo(window, wholeSecondAfter(newest)));
        Instant visible = wholeSecond(now.minus(settings.admissionDelay()));
        // With nothing left running, silence does mean that nothing arrives.
        boolean silenceIsKnown = window.arrivals().everyAdmittedHasEnded(now);
        Instant to = silenceIsKnown ? visible : earlier(visible, wholeSecondAfter(newest));
        Optional<ArrivalRate> rate = ArrivalInterval.rateUpTo(window, to);
        return new ArrivalView(rate, rate.flatMap(known -> ArrivalInterval.rateBefore(window, known)), allowed)
                .dispersedBy(ArrivalDispersion.upTo(window, to));
    }

    static Duration allowanceAt(Optional<ArrivalRate> rate) {
        if (rate.isEmpty() || rate.get().arrivals() == 0) {
            return ArrivalInterval.LONGEST;
        }
        return silenceThatChanceExplains(rate.get().perSecond());
    }

    /** How long Poisson arrivals at this rate may stay out before silence means something; the rate is above 0. */
    static Duration silenceThatChanceExplains(double perSecond) {
        Duration chance = Duration.ofNanos(Math.round(MEAN_GAPS / perSecond * NANOS_PER_SECOND));
        return chance.compareTo(SHORTEST_ALLOWANCE) > 0 ? chance : SHORTEST_ALLOWANCE;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Instant wholeSecond(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    static Instant wholeSecondAfter(Instant instant) {
        return wholeSecond(instant).plusSeconds(1);
    }
}
