// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where snapshots are read. Safe to call from any thread. */
public interface Snapshots {
    /**
     * Reads a workload; an unknown one is in state {@link TelemetryState.New}.
     *
     * @param workload of the snapshot
     * @param now the instant of the reading
     */
    WorkloadSnapshot readAt(WorkloadKey workload, Instant now);

    /**
     * The recent load of each replica, in stretches of 10 s that begin at whole tens of seconds since 1970. These are the newest four that
     * ended long enough before {@code now} to be complete, as a rule. A caller every 10 s gets each of them four times, and misses none
     * where it misses two turns. A stretch is identified by its {@linkplain ReplicaLoad#interval() interval}. A replica is included where
     * its requests or its scrapes are known; requests that do not name their server are left out.
     *
     * @param workload of the replicas
     * @param now the instant of the reading
     * @return oldest stretch first, then by the replica's name; empty where telemetry does not distinguish replicas, and until the broker's
     *     records from before the start are read
     */
    default List<ReplicaLoad> replicaLoads(WorkloadKey workload, Instant now) {
        return List.of();
    }

    /**
     * The rate of arrivals over an interval of the last quarter of an hour whose requests have almost all ended by now. This includes
     * minutes in which requests queued, whose rate was unknown then.
     *
     * @param workload of the arrivals
     * @param interval whole seconds
     * @param now the instant of the reading
     * @return empty while such requests may still run, where not all of the interval was observed, and until the broker's records from
     *     before the start are read
     */
    default Optional<ArrivalRate> settledRate(WorkloadKey workload, Interval interval, Instant now) {
        return Optional.empty();
    }

    /**
     * Figures of the requests that recently ended.
     *
     * @param workload of the requests
     * @param least how far back at least; above 0, at most 2 min
     * @param requests the reading reaches further back, to at most 15 min, until it holds this number; 0 or more
     * @param now the instant of the reading
     * @return empty for an unknown workload, and until the broker's records from before the start are read
     */
    default Optional<Reading> endedWithin(WorkloadKey workload, Duration least, int requests, Instant now) {
        return Optional.empty();
    }

    /**
     * The first token of each replica.
     *
     * @param workload of the replicas
     * @return {@link FirstTokens#UNKNOWN} for an unknown workload, and until the broker's records from before the start are read
     */
    default FirstTokens firstTokens(WorkloadKey workload) {
        return FirstTokens.UNKNOWN;
    }
}
