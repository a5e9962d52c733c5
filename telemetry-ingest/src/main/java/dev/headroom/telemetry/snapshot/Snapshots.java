// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;

/** Where snapshots are read. Safe to call from any thread. */
public interface Snapshots {
    /**
     * Reads a workload; one that nobody has heard of is in state {@link TelemetryState.New}.
     *
     * @param workload whose snapshot
     * @param now the instant of the reading
     */
    WorkloadSnapshot readAt(WorkloadKey workload, Instant now);
}
