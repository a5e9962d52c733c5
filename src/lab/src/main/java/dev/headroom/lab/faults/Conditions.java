// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import dev.headroom.lab.fleet.ClusterFault;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.TelemetryFaults;
import java.util.List;

/**
 * Under what Headroom is run.
 *
 * @param belief what it is told of a replica
 * @param telemetry what goes wrong in it
 * @param cluster what goes wrong there
 */
record Conditions(Belief belief, TelemetryFaults telemetry, List<ClusterFault> cluster) {
    Conditions {
        cluster = List.copyOf(cluster);
    }

    static Conditions faultless(Belief belief) {
        return new Conditions(belief, TelemetryFaults.NONE, List.of());
    }

    Conditions with(TelemetryFaults wrong) {
        return new Conditions(belief, wrong, cluster);
    }

    Conditions with(ClusterFault... wrong) {
        return new Conditions(belief, telemetry, List.of(wrong));
    }

    Conditions believing(Belief other) {
        return new Conditions(other, telemetry, cluster);
    }
}
