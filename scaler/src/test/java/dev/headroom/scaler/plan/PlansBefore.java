// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Instant;
import java.util.List;

/** Plans that were made before the one under test. */
final class PlansBefore {
    private PlansBefore() {}

    static ReplicaPlan of(WorkloadKey workload, int desired, Instant at) {
        return new ReplicaPlan(
                workload,
                at,
                new TelemetryState.Fresh("events arrive", at),
                desired,
                true,
                new Answer.Replicas(desired),
                List.of(),
                ReplicaPlan.Basis.NOTHING);
    }
}
