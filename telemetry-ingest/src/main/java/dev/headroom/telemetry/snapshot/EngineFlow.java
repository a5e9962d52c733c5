// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.window.EngineTrack;
import dev.headroom.telemetry.window.ServerSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The requests that passed through one engine between each two complete samples, those with all inputs of arrivals; times are ours,
 * whatever its clock says. Requests in flight on a server that began again are lost. Between two samples everything is assumed to have
 * passed evenly.
 */
final class EngineFlow {
    /** A pod's first scrape follows its first request within this time: one period, and the way to the scraper. */
    private static final long BIRTH_MILLIS = 30_000;

    /** Two panes of samples, and two scrapes that were cut: an engine whose counters are missing for longer shows none. */
    private static final long UNCOUNTED_MILLIS = 40_000;

    /** A client that must wait longer may give up; hardly any client does so sooner. */
    private static final double PATIENCE_SECONDS = 5;

    /** Sequences that may pass from one number to another while a page of metrics is written. */
    private static final double BETWEEN_NUMBERS = 2;

    private static final double MILLIS = 1000;

    private final EngineTrack track;
    private final long behindMillis;
    private final long leftOutMillis;
    private final long takenMillis;
    private final ServerSample newest;
    private final ServerSample veryFirst;
    private final List<ServerSample> samples;
    private final long[] millis;
    private final List<Passed> passed = new ArrayList<>();

    /** Reads {@code all} samples, oldest first and in our time, from {@code fromMillis} on. */
    private EngineFlow(EngineTrack track, long behindMillis, List<ServerSample> all, long fromMillis) {
        this.track = track;
        this.behindMillis = behindMillis;
        long before = Long.MIN_VALUE;
        long taken = Long.MAX_VALUE;
        List<ServerSample> counting = new ArrayList<>(all.size());
        for (ServerSample sample : all) {
            if (sample.atMillis() < fromMillis) {
                before = Math.max(before, sample.atMillis());
            } else {
                taken = Math.min(taken, sample.atMillis());
                if (sample.inFlight().isPresent() && sample.finished().isPresent()) {
                    counting.add(sample);
                }
            }
        }
        this.leftOutMillis = before;
        this.takenMillis = taken;
        this.newest = ours(track.newest(), behindMillis);
        this.veryFirst = ours(track.first(), behindMillis);
        this.samples = List.copyOf(counting);
        this.millis = samples.stream().mapToLong(ServerSample::atMillis).toArray();
        Growth growth = new Growth(samples);
        for (int i = 1; i < samples.size(); i++) {
            passed.add(Passed.between(samples.get(i - 1), samples.get(i), growth, i));
        }
    }

    static EngineFlow of(EngineTrack track, long fromMillis) {
        List<ServerSample> all = track.samplesSince(Long.MIN_VALUE);
        long behindMillis = EngineClock.behindMillis(all);
        List<ServerSample> ours = behindMillis == 0
                ? all
                : all.stream().map(sample -> ours(sample, behindMillis)).toList();
        return new EngineFlow(track, behindMillis, ours, fromMillis);
    }

    /** Whether the same samples are not older than {@code fromMillis} as when it was made. */
    boolean isSince(long fromMillis) {
        return leftOutMillis < fromMillis && fromMillis <= takenMillis;
    }

    private static ServerSample ours(ServerSample sample, long behindMillis) {
        return behindMillis == 0 ? sample : sample.later(behindMillis);
    }

    /** The replica that the engine belongs to. */
    String replica() {
        return track.replica();
    }

    /** The replica as people know it. */
    String shown() {
        return track.shown();
    }

    /** The limits that it states. */
    ServerLimits limits() {
        return track.limits();
    }

    /** How far the scraper's clock is behind ours, where that matters; negative where it is ahead. */
    long behindMillis() {
        return behindMillis;
    }

    /** Its last sample. */
    ServerSample newest() {
        return newest;
    }

    /** Those that know all that arrivals are computed from, oldest first. */
    List<ServerSample> samples() {
        return samples;
    }

    /** Whether anything of it is known. */
    boolean isMeasured() {
        return !samples.isEmpty();
    }

    /** Whether all that arrivals are computed from is being shown. */
    boolean isCounting() {
        return isMeasured() && newest.atMillis() - last().atMillis() <= UNCOUNTED_MILLIS;
    }

    ServerSample first() {
        return samples.get(0);
    }

    ServerSample last() {
        return samples.get(samples.size() - 1);
    }

    /** The oldest known instant. */
    Instant begin() {
        return first().at();
    }

    /**
     * Whether the engine began to serve only just before its first sample: its counters then show no more than it did in the
     * {@link #BIRTH_MILLIS} afterwards. Else it ran without being scraped.
     */
    boolean isNewborn() {
        long until = first().atMillis() + BIRTH_MILLIS;
        double did = sum(Passed::finished, first().atMillis(), until)
                + (double) last().inFlight().orElse(0);
        return (double) first().finished().orElse(0) <= Math.max(Growth.FEW, did);
    }

    /**
     * Sequences that arrived: the ended ones, and the growth of those in flight. Most versions of vLLM do not count aborted sequences as
     * ended. Those with a token are still counted, by first tokens and waiting sequences.
     */
    double arrived(long fromMillis, long toMillis) {
        double byEnds = sum(Passed::endedAndHeld, fromMillis, toMillis);
        double byFirstTokens = sum(Passed::begunAndWaiting, fromMillis, toMillis);
        return Math.max(0, Math.max(byEnds, byFirstTokens)) + bornWith(fromMillis, toMillis);
    }

    double finished(long fromMillis, long toMillis) {
        return sum(Passed::finished, fromMillis, toMillis);
    }

    double cached(long fromMillis, long toMillis) {
        return sum(Passed::cached, fromMillis, toMillis);
    }

    double computed(long fromMillis, long toMillis) {
        return sum(Passed::computed, fromMillis, toMillis);
    }

    /** Sequences that left without having been counted in any way; each was an arrival, of now or of before. */
    double lost(long fromMillis, long toMillis) {
        return sum(Passed::lost, fromMillis, toMillis);
    }

    /** The most sequences that ever stood in a queue too long for many a client: unseen, as many may have given up. */
    double queued(long fromMillis, long toMillis) {
        double most = 0;
        for (int i = firstAfter(fromMillis); i < passed.size() && millis[i] < toMillis; i++) {
            most = share(i, fromMillis, toMillis) > 0
                    ? Math.max(most, passed.get(i).queued())
                    : most;
        }
        return most;
    }

    /** Whether counters fell in a way that leaves the passed requests unknown. */
    boolean isBroken(long fromMillis, long toMillis) {
        for (int i = firstAfter(fromMillis); i < passed.size() && millis[i] < toMillis; i++) {
            if (passed.get(i).broken() && share(i, fromMillis, toMillis) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The sequences of a newborn engine before its first sample. */
    private double bornWith(long fromMillis, long toMillis) {
        if (!isMeasured()) {
            return 0;
        }
        long at = first().atMillis();
        boolean within = at > fromMillis && at <= toMillis && at == veryFirst.atMillis() && isNewborn();
        return within
                ? (double) (first().finished().orElse(0) + first().inFlight().orElse(0))
                : 0;
    }

    private double sum(ToDoubleFunction<Passed> quantity, long fromMillis, long toMillis) {
        double sum = 0;
        for (int i = firstAfter(fromMillis); i < passed.size() && millis[i] < toMillis; i++) {
            double share = share(i, fromMillis, toMillis);
            sum += share == 0 ? 0 : share * quantity.applyAsDouble(passed.get(i));
        }
        return sum;
    }

    /** The first pair of samples that does not lie wholly before {@code fromMillis}; the newest are asked for most. */
    private int firstAfter(long fromMillis) {
        int i = passed.size();
        while (i > 0 && millis[i] > fromMillis) {
            i--;
        }
        return i;
    }

    /** The share of the time between samples {@code i} and {@code i + 1} that lies within {@code [from, to)}. */
    private double share(int i, long fromMillis, long toMillis) {
        long begin = millis[i];
        long end = millis[i + 1];
        long overlap = Math.min(end, toMillis) - Math.max(begin, fromMillis);
        return overlap <= 0 ? 0 : (double) overlap / (double) (end - begin);
    }

    /**
     * The sequences that passed between two samples; 0 where the samples do not show it.
     *
     * @param endedAndHeld sequences that ended, and the growth of those in flight
     * @param begunAndWaiting sequences that got a first token, and the growth of those that wait
     * @param finished sequences counted as ended
     * @param cached prompt tokens that came from a cache
     * @param computed prompt tokens that were computed
     * @param lost sequences that were in flight and left without being counted
     * @param queued sequences in a queue that is too long for many a client, both before and after
     * @param broken whether counters do not show the passed sequences
     */
    private record Passed(
            double endedAndHeld,
            double begunAndWaiting,
            double finished,
            double cached,
            double computed,
            double lost,
            double queued,
            boolean broken) {
        static Passed between(ServerSample earlier, ServerSample later, Growth growth, int i) {
            double finished = growth.finished(i);
            double begun = growth.firstTokens(i);
            boolean restarted = growth.restarted(i);
            double held = more(earlier.inFlight().orElse(0), later.inFlight().orElse(0), restarted);
            long waitedBefore = earlier.gauges().waiting().orElse(0);
            long waiting = later.gauges().waiting().orElse(0);
            double byEnds = finished + held;
            double byFirstTokens = begun + more(waitedBefore, waiting, restarted);
            boolean broken = Double.isNaN(byEnds) && Double.isNaN(byFirstTokens);
            // Where only one of them is known, it is used for both.
            double most = broken ? 0 : Double.isNaN(byEnds) ? byFirstTokens : orElse(byFirstTokens, byEnds);
            double least = Math.max(orElse(byEnds, most), most);
            boolean lost = least < 0;
            double served = Math.max(orElse(finished, 0), orElse(begun, 0));
            double seconds = (double) (later.atMillis() - earlier.atMillis()) / MILLIS;
            double stood = restarted ? 0 : (double) Math.min(waitedBefore, waiting);
            return new Passed(
                    lost ? 0 : orElse(byEnds, most),
                    lost ? 0 : most,
                    orElse(finished, 0),
                    orElse(growth.cached(i), 0),
                    orElse(growth.computed(i), 0),
                    lost ? -least : 0,
                    stood > BETWEEN_NUMBERS + PATIENCE_SECONDS * served / seconds ? stood : 0,
                    broken);
        }

        private static double more(long before, long now, boolean restarted) {
            return (double) (restarted ? now : now - before);
        }

        private static double orElse(double value, double other) {
            return Double.isNaN(value) ? other : value;
        }
    }
}
