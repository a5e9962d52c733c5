// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.List;

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
     * @return oldest stretch first, then by the replica's name; empty where telemetry does not tell replicas apart
     */
    default List<ReplicaLoad> replicaLoads(WorkloadKey workload, Instant now) {
        return List.of();
    }
}
