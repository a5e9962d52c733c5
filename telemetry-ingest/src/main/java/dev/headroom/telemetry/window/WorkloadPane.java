// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry of one workload over a short time, to be merged into its window elsewhere. Only seconds and panes that were touched take room.
 * Merging panes gives the same result as absorbing their observations: all kept values are sums, extremes, and readings as they are. One
 * thread at a time.
 */
public final class WorkloadPane {
    private Moments moments = Moments.NONE;
    private @Nullable ArrivalGain arrivalsByServers;
    private @Nullable ArrivalGain arrivalsByOthers;
    private @Nullable EndedGain endedByServers;
    private @Nullable EndedGain endedByOthers;
    private final RecentReplicas replicas = new RecentReplicas();
    private final ReplicaPanes replicaPanes = new ReplicaPanes();
    private final List<ShownReading> readings = new ArrayList<>();

    /**
     * Takes in one accepted observation.
     *
     * @param replica the replica that served it; empty where that is not known
     */
    public void absorb(Optional<String> replica, RequestObservation observation) {
        boolean byServer = observation.observer().isServer();
        addMoments(observation);
        arrivalsAsToldBy(byServer).add(observation);
        if (observation.phase().isTerminal()) {
            endedAsToldBy(byServer).add(observation);
            replica.ifPresent(named -> {
                replicas.saw(named, observation);
                replicaPanes.add(named, observation);
            });
        }
    }

    /** Takes in a reading of one of the workload's servers. */
    public void absorb(ShownReading shown) {
        readings.add(shown);
    }

    /** Sets right when its readings were read, by a clock that has another idea of now. */
    public void setForward(Duration correction) {
        readings.replaceAll(shown -> new ShownReading(
                shown.replica(), shown.reading(), shown.readAt().plus(correction)));
    }

    /** Takes in the outermost instants of something. */
    public void add(Moments others) {
        moments = moments.and(others);
    }

    /** Takes in arrivals of one second, in seconds since 1970, as servers reported them, or others. */
    public void addArrivals(boolean byServer, long second, SecondFigures figures) {
        arrivalsAsToldBy(byServer).add(second, figures);
    }

    /** Takes in the ended requests of a pane of 10 s, as servers reported them, or others. */
    public void addEnded(boolean byServer, long number, EndedRequests requests) {
        endedAsToldBy(byServer).add(number, requests);
    }

    /** Takes in that a replica ended a request. */
    public void addEnd(String replica, Instant when) {
        replicas.sawEnd(replica, when);
    }

    /** Takes in the first token of a request that a replica ended; after that end. */
    public void addFirstToken(String replica, Instant when) {
        replicas.sawFirstToken(replica, when);
    }

    /** Takes in the completed requests of a replica within a pane. */
    public void addReplica(String replica, ReplicaFigures figures) {
        replicaPanes.addAll(replica, figures);
    }

    /** The outermost instants. */
    public Moments moments() {
        return moments;
    }

    /** Whether a request was admitted. */
    public boolean tellsOfAdmissions() {
        return !moments.newestAdmission().equals(Instant.MIN);
    }

    /** Arrivals by second since 1970, as servers reported them, or others. */
    public SortedMap<Long, SecondFigures> arrivalsBySecond(boolean byServer) {
        return arrivals(byServer).map(ArrivalGain::bySecond).orElseGet(TreeMap::new);
    }

    /** Ended requests by the number of the pane of 10 s, as servers reported them, or others. */
    public SortedMap<Long, EndedRequests> endedByPane(boolean byServer) {
        return ended(byServer)
                .map(gain -> Collections.unmodifiableSortedMap(gain.byNumber()))
                .orElseGet(TreeMap::new);
    }

    /** When each replica last ended a request. */
    public Map<String, Instant> lastEnds() {
        return replicas.lastEnds();
    }

    /** The earliest first token of each replica's ended requests. */
    public Map<String, Instant> firstTokens() {
        return replicas.firstTokens();
    }

    /** The completed requests of each replica, by pane. */
    public Map<String, List<ReplicaFigures>> replicaFigures() {
        return replicaPanes.figures();
    }

    /** The servers' readings, in the order in which they were read. */
    public List<ShownReading> readings() {
        return Collections.unmodifiableList(readings);
    }

    Optional<ArrivalGain> arrivals(boolean byServer) {
        return Optional.ofNullable(byServer ? arrivalsByServers : arrivalsByOthers);
    }

    Optional<EndedGain> ended(boolean byServer) {
        return Optional.ofNullable(byServer ? endedByServers : endedByOthers);
    }

    RecentReplicas recentReplicas() {
        return replicas;
    }

    private void addMoments(RequestObservation observation) {
        Instant at = observation.eventTime();
        Instant arrival = observation.arrival();
        Instant admission = observation.phase().isTerminal() ? Instant.MIN : arrival;
        moments = moments.and(new Moments(at, at, arrival, arrival, admission));
    }

    private ArrivalGain arrivalsAsToldBy(boolean byServer) {
        ArrivalGain known = byServer ? arrivalsByServers : arrivalsByOthers;
        if (known != null) {
            return known;
        }
        ArrivalGain fresh = new ArrivalGain();
        if (byServer) {
            arrivalsByServers = fresh;
        } else {
            arrivalsByOthers = fresh;
        }
        return fresh;
    }

    private EndedGain endedAsToldBy(boolean byServer) {
        EndedGain known = byServer ? endedByServers : endedByOthers;
        if (known != null) {
            return known;
        }
        EndedGain fresh = new EndedGain();
        if (byServer) {
            endedByServers = fresh;
        } else {
            endedByOthers = fresh;
        }
        return fresh;
    }
}
