// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.sketch.QuantileSketch;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last 15 minutes of one workload. A request counts as an arrival when it arrived and as ended when it ended, in the panes of those
 * times, whenever its record is read: the same observations give the same readings in any order. The children of a request with n > 1 each
 * count, because each is load of its own. One thread at a time.
 *
 * <p>Ends are kept twice: in panes of 10 s for the last 3 minutes and in panes of 60 s for all of them. Ends from model servers are kept
 * apart from those of gateways and clients; one kind at a time is read. A pane has its sketches from the first value on; a full window of
 * 16 replicas that are scraped takes 350 KiB when its values spread log-normally as those of chat do (measured on the heap), 540 KiB when
 * they spread over six orders of magnitude; 635 KiB is the most that it can.
 */
public final class WorkloadWindow {
    /** How far back everything is kept. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    /**
     * Servers' own reports are preferred while they cover at least one in this number of the requests that gateways and clients report.
     * Spans may be sampled, and a twentieth still shows the latencies.
     */
    private static final int SERVERS_TELL_ONE_IN = 20;

    private final ArrivalPanes arrivals = new ArrivalPanes();
    private final EndedWindow endedByServers = new EndedWindow();
    private @Nullable EndedWindow endedByOthers;
    private final RecentReplicas replicas = new RecentReplicas();
    private final ReplicaPanes replicaPanes = new ReplicaPanes();
    private final ServerTracks servers = new ServerTracks();
    private Instant firstEvent = Instant.MAX;
    private Instant newestEvent = Instant.MIN;

    /**
     * Takes in one accepted observation of this workload.
     *
     * @param replica the replica that served it; empty where that is not known
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
            endedAsToldBy(observation.observer().isServer()).add(observation);
            replica.ifPresent(named -> {
                replicas.saw(named, observation);
                replicaPanes.add(named, observation);
            });
        }
    }

    /**
     * Takes in a reading of one of this workload's servers.
     *
     * @param readAt when it was read here
     */
    public void absorb(String replica, ServerReading reading, Instant readAt) {
        servers.add(replica, reading, readAt);
    }

    /**
     * Adds another process' pane of this workload: as if its observations and readings had been absorbed here, in any order and any
     * division.
     */
    public void merge(WorkloadPane pane) {
        Moments moments = pane.moments();
        newestEvent = moments.newestEvent().isAfter(newestEvent) ? moments.newestEvent() : newestEvent;
        firstEvent = moments.firstEvent().isBefore(firstEvent) ? moments.firstEvent() : firstEvent;
        arrivals.addAll(moments);
        pane.arrivals(true).ifPresent(gain -> arrivals.addAll(gain, true));
        pane.arrivals(false).ifPresent(gain -> arrivals.addAll(gain, false));
        pane.ended(true).ifPresent(endedByServers::addAll);
        pane.ended(false).ifPresent(gain -> endedAsToldBy(false).addAll(gain));
        replicas.addAll(pane.recentReplicas());
        pane.replicaFigures()
                .forEach((replica, panes) -> panes.forEach(figures -> replicaPanes.addAll(replica, figures)));
        pane.readings().forEach(shown -> servers.add(shown.replica(), shown.reading(), shown.readAt()));
    }

    /** The servers' scrapes. */
    public ServerTracks servers() {
        return servers;
    }

    /** Recently completed requests of each replica. */
    public ReplicaPanes replicaPanes() {
        return replicaPanes;
    }

    /** When the first reported event happened: earlier arrivals may never be reported. Empty before any. */
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

    /** The earliest first token of each replica's ended requests. */
    public Map<String, Instant> firstTokens() {
        return replicas.firstTokens();
    }

    /** Whether a replica has ended a request since {@code from}. */
    public boolean endedSince(String replica, Instant from) {
        return replicas.endedSince(replica, from);
    }

    /** All that ended in the last 15 min, from the start of a pane on. */
    public Stretch whole(Instant now) {
        return withUnanswered(ended(now).whole(now));
    }

    /**
     * The values of some measures of requests that ended in the last {@code least} before {@code end}. The span is widened pane by pane up
     * to {@code most} until there are {@code values} of them.
     *
     * @param most at most 2 min
     */
    public QuantileSketch lastAtLeast(Set<Measure> measures, Duration least, Duration most, int values, Instant end) {
        return ended(end).lastAtLeast(measures, least, most, values, end);
    }

    /**
     * How many ended in whole panes of 10 s from {@code from} to {@code to}.
     *
     * @param from start of a pane, at most 3 min ago
     * @param to start of a pane
     */
    public long endedBetween(Instant from, Instant to) {
        return ended(to).endedBetween(from, to);
    }

    /** The values of some measures of all that ended in the last 15 min. */
    public QuantileSketch whole(Set<Measure> measures, Instant now) {
        return ended(now).whole(measures, now);
    }

    /**
     * Requests that ended in the last {@code least}, from the start of a pane on. The span is widened pane by pane until it holds
     * {@code requests} or is the whole.
     *
     * @param least at most 2 min
     */
    public Stretch lastAtLeast(Duration least, int requests, Instant now) {
        return withUnanswered(ended(now).lastAtLeast(least, requests, now));
    }

    /** Its present memory, in bytes. */
    public long bytes() {
        return 64
                + arrivals.bytes()
                + endedByServers.bytes()
                + (endedByOthers == null ? 0 : endedByOthers.bytes())
                + replicas.bytes()
                + replicaPanes.bytes()
                + servers.bytes();
    }

    /** The kind of observer with the best reports of ends: latencies of servers and of gateways must not be mixed. */
    private EndedWindow ended(Instant now) {
        if (endedByOthers == null) {
            return endedByServers;
        }
        boolean serversTell = endedByServers.count(now) * SERVERS_TELL_ONE_IN >= endedByOthers.count(now);
        return serversTell ? endedByServers : endedByOthers;
    }

    /** vLLM reports no requests that were given up or failed; a gateway before it may have seen them. */
    private Stretch withUnanswered(Stretch stretch) {
        EndedRequests requests = stretch.requests();
        if (endedByOthers != null && requests.aborted() + requests.failed() == 0) {
            requests.addUnanswered(endedByOthers.within(stretch));
        }
        return stretch;
    }

    private EndedWindow endedAsToldBy(boolean byServer) {
        if (byServer) {
            return endedByServers;
        }
        EndedWindow others = endedByOthers == null ? new EndedWindow() : endedByOthers;
        endedByOthers = others;
        return others;
    }
}
