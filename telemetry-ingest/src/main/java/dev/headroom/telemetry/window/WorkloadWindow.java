// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.sketch.QuantileSketch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The last 15 minutes of one workload. A request counts as an arrival when it arrived and as ended when it ended, in the
 * panes of those times, whenever its record is read: the same observations give the same readings in any order. The children
 * of a request with n > 1 each count, for each is load of its own. One thread at a time.
 *
 * <p>Ends are kept twice: in panes of 10 s for the last 3 minutes and in panes of 60 s for all of them. A pane has its
 * sketches from the first value on; a full window of 16 replicas takes 305 KiB when its values spread log-normally as
 * those of chat do (measured on the heap), 430 KiB when they spread over six orders of magnitude; 510 KiB is the most that it can.
 */
public final class WorkloadWindow {
    /** How far back everything is kept. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    private static final int FINE_SECONDS = 10;
    private static final int COARSE_SECONDS = 60;
    /** From here back, a stretch grows by coarse panes; between 2 and 3 minutes ago, where a coarse pane starts. */
    private static final int FINE_MINUTES = 2;
    /** 3 min, one pane begun, and 50 s for clocks that are ahead. */
    private static final int FINE_PANES = 24;
    /** 15 min, one pane begun, and 2 min for clocks that are ahead. */
    private static final int COARSE_PANES = 18;

    private final ArrivalPanes arrivals = new ArrivalPanes();
    private final EndedPanes fine = new EndedPanes(FINE_SECONDS, FINE_PANES);
    private final EndedPanes coarse = new EndedPanes(COARSE_SECONDS, COARSE_PANES);
    private final RecentReplicas replicas = new RecentReplicas();
    private final ServerTracks servers = new ServerTracks();
    private Instant firstEvent = Instant.MAX;
    private Instant newestEvent = Instant.MIN;

    /**
     * Takes in one accepted observation of this workload.
     *
     * @param replica what served it; empty where that is not known
     */
    public void absorb(Optional<String> replica, RequestObservation observation) {
        if (observation.eventTime().isAfter(newestEvent)) {
            newestEvent = observation.eventTime();
        }
        if (observation.eventTime().isBefore(firstEvent)) {
            firstEvent = observation.eventTime();
        }
        arrivals.add(observation);
        if (observation.phase().isTerminal()) {
            fine.add(observation);
            coarse.add(observation);
            replica.ifPresent(named -> replicas.sawEnd(named, observation.eventTime()));
        }
    }

    /**
     * Takes in what one of this workload's servers showed.
     *
     * @param readAt when it was read here
     */
    public void absorb(String replica, ServerReading reading, Instant readAt) {
        servers.add(replica, reading, readAt);
    }

    /** What the servers showed. */
    public ServerTracks servers() {
        return servers;
    }

    /** When the first event that was told of happened: what arrived before may never be told. Empty before any. */
    public Optional<Instant> firstEvent() {
        return firstEvent.equals(Instant.MAX) ? Optional.empty() : Optional.of(firstEvent);
    }

    /** When the newest event happened; empty before any. */
    public Optional<Instant> newestEvent() {
        return newestEvent.equals(Instant.MIN) ? Optional.empty() : Optional.of(newestEvent);
    }

    /** Arrivals by second. */
    public ArrivalPanes arrivals() {
        return arrivals;
    }

    /** Distinct replicas that ended a request in the last {@code span}. */
    public int replicasWithin(Duration span, Instant now) {
        return replicas.countSince(now.minus(span));
    }

    /** Replicas that have ended a request since {@code from}. */
    public Set<String> replicasThatEndedSince(Instant from) {
        return replicas.since(from);
    }

    /** Whether a replica has ended a request since {@code from}. */
    public boolean endedSince(String replica, Instant from) {
        return replicas.endedSince(replica, from);
    }

    /** All that ended in the last 15 min, from the start of a pane on. */
    public Stretch whole(Instant now) {
        return stretch(coarse, oldestStart(now), now);
    }

    /**
     * One measure of what ended in the last {@code least} before {@code end}, widened pane by pane up to {@code most} until it
     * holds {@code values}.
     *
     * @param most at most 2 min
     */
    public QuantileSketch lastAtLeast(Measure measure, Duration least, Duration most, int values, Instant end) {
        long earliest = fine.startOf(end.minus(most).getEpochSecond());
        long from = fine.startOf(end.minus(least).getEpochSecond());
        QuantileSketch sketch = fine.pool(measure, from, end.getEpochSecond());
        while (sketch.count() < values && from > earliest) {
            from -= FINE_SECONDS;
            sketch = fine.pool(measure, from, end.getEpochSecond());
        }
        return sketch;
    }

    /**
     * How many ended in whole panes of 10 s from {@code from} to {@code to}.
     *
     * @param from start of a pane, at most 3 min ago
     * @param to start of a pane
     */
    public long endedBetween(Instant from, Instant to) {
        return fine.pool(from.getEpochSecond(), to.getEpochSecond() - 1).ended();
    }

    /** One measure of all that ended in the last 15 min. */
    public QuantileSketch whole(Measure measure, Instant now) {
        return coarse.pool(measure, oldestStart(now), now.getEpochSecond());
    }

    /**
     * What ended in the last {@code least}, from the start of a pane on, widened pane by pane until it holds
     * {@code requests} or is the whole.
     *
     * @param least at most 2 min
     */
    public Stretch lastAtLeast(Duration least, int requests, Instant now) {
        long fineEnd = coarse.startOf(now.getEpochSecond()) - FINE_MINUTES * COARSE_SECONDS;
        long from = fine.startOf(now.minus(least).getEpochSecond());
        Stretch stretch = stretch(fine, from, now);
        while (stretch.requests().ended() < requests && from > fineEnd) {
            from -= FINE_SECONDS;
            stretch = stretch(fine, from, now);
        }
        while (stretch.requests().ended() < requests && from > oldestStart(now)) {
            from -= COARSE_SECONDS;
            stretch = stretch(coarse, from, now);
        }
        return stretch;
    }

    /** What it holds on to now, in bytes. */
    public long bytes() {
        return 64 + arrivals.bytes() + fine.bytes() + coarse.bytes() + replicas.bytes() + servers.bytes();
    }

    private long oldestStart(Instant now) {
        return coarse.startOf(now.minus(SPAN).getEpochSecond());
    }

    private static Stretch stretch(EndedPanes panes, long from, Instant now) {
        return new Stretch(Instant.ofEpochSecond(from), now, panes.pool(from, now.getEpochSecond()));
    }
}
