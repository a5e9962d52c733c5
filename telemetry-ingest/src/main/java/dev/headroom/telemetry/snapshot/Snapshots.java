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
     * What each replica did of late, in stretches that lie wholly before {@code now} and do not overlap with those of an earlier
     * call by more than one stretch; empty where telemetry does not tell replicas apart.
     *
     * @param workload whose replicas
     * @param now the instant of the reading
     */
    default List<ReplicaLoad> replicaLoads(WorkloadKey workload, Instant now) {
        return List.of();
    }
}
