// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Optional;

/** Takes in accepted telemetry of workloads: into their windows here, or into panes for windows elsewhere. One thread. */
public interface Intake {
    /**
     * Takes in one accepted observation.
     *
     * @param workload whose
     * @param replica the replica that served it; empty where that is not known
     */
    void absorb(WorkloadKey workload, Optional<String> replica, RequestObservation observation);

    /**
     * Takes in a reading of one of a workload's servers.
     *
     * @param workload the workload
     * @param readAt when it was read here, by our clock
     */
    void absorb(WorkloadKey workload, String replica, ServerReading reading, Instant readAt);

    /** Takes in nothing: for a pipeline that only remembers which events exist. */
    Intake NOWHERE = new Intake() {
        @Override
        public void absorb(WorkloadKey workload, Optional<String> replica, RequestObservation observation) {}

        @Override
        public void absorb(WorkloadKey workload, String replica, ServerReading reading, Instant readAt) {}
    };
}
