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
     * Reads a workload; one that nobody has heard of is in state {@link TelemetryState.New}.
     *
     * @param workload whose snapshot
     * @param now the instant of the reading
     */
    WorkloadSnapshot readAt(WorkloadKey workload, Instant now);

    /**
     * What each replica did of late, in stretches of 10 s that begin at whole tens of seconds since 1970: the newest four that ended
     * so long before {@code now} that what is told of them is in, as a rule. A caller every 10 s gets each of them four times, and
     * misses none where it misses two turns; a stretch is known by its {@linkplain ReplicaLoad#interval() interval}. A replica is told
     * of where its requests or its scrapes are, with what is known; of requests that do not say what served them nothing is told.
     *
     * @param workload whose replicas
     * @param now the instant of the reading
     * @return oldest stretch first, then by the replica's name; empty where telemetry does not tell replicas apart, and until what the
     *     broker held at the start is read
     */
    default List<ReplicaLoad> replicaLoads(WorkloadKey workload, Instant now) {
        return List.of();
    }

    /**
     * The rate of arrivals over an interval of the last quarter of an hour whose requests have all but all ended by now: also that of
     * minutes in which requests queued, which nobody could tell then.
     *
     * @param workload whose arrivals
     * @param interval whole seconds
     * @param now the instant of the reading
     * @return empty while such requests may still run, where not all of the interval was observed, and until what the broker held at
     *     the start is read
     */
    default Optional<ArrivalRate> settledRate(WorkloadKey workload, Interval interval, Instant now) {
        return Optional.empty();
    }

    /**
     * What the requests were like that ended of late.
     *
     * @param workload whose requests
     * @param least how far back at least; above 0, at most 2 min
     * @param requests the reading reaches further back, to at most 15 min, until it holds so many; 0 or more
     * @param now the instant of the reading
     * @return empty where nobody has heard of the workload, and until what the broker held at the start is read
     */
    default Optional<Reading> endedWithin(WorkloadKey workload, Duration least, int requests, Instant now) {
        return Optional.empty();
    }
}
