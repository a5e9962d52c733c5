// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers accepted telemetry into one pane a workload, until the panes are taken. One thread. */
public final class PaneBuilder implements Intake {
    private SortedMap<WorkloadKey, WorkloadPane> panes = new TreeMap<>();

    @Override
    public void absorb(WorkloadKey workload, Optional<String> replica, RequestObservation observation) {
        paneOf(workload).absorb(replica, observation);
    }

    @Override
    public void absorb(WorkloadKey workload, String replica, ServerReading reading, Instant readAt) {
        paneOf(workload).absorb(new ShownReading(replica, reading, readAt));
    }

    /** Whether nothing was gathered since the panes were last taken. */
    public boolean isEmpty() {
        return panes.isEmpty();
    }

    /** The panes; the builder is empty from now on. */
    public SortedMap<WorkloadKey, WorkloadPane> take() {
        SortedMap<WorkloadKey, WorkloadPane> taken = panes;
        panes = new TreeMap<>();
        return taken;
    }

    private WorkloadPane paneOf(WorkloadKey workload) {
        return panes.computeIfAbsent(workload, absent -> new WorkloadPane());
    }
}
