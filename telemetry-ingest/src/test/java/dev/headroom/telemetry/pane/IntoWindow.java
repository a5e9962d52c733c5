// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.window.Intake;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Instant;
import java.util.Optional;

/** Takes in into one window, whosever it is. */
record IntoWindow(WorkloadWindow window) implements Intake {
    @Override
    public void absorb(WorkloadKey workload, Optional<String> replica, RequestObservation observation) {
        window.absorb(replica, observation);
    }

    @Override
    public void absorb(WorkloadKey workload, String replica, ServerReading reading, Instant readAt) {
        window.absorb(replica, reading, readAt);
    }
}
