// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.scaler.cycle.RunningReplicas;
import java.util.Optional;
import java.util.OptionalInt;

/** What the service's informers tell of the scale target: replicas of its status, and its pods. Empty until the first sight. */
final class Informers {
    private OptionalInt replicas = OptionalInt.empty();
    private Optional<RunningReplicas.Running> running = Optional.empty();

    void see(FleetSight fleet) {
        int wanted = fleet.replicas();
        int ready = Math.min(wanted, fleet.ready());
        replicas = OptionalInt.of(wanted);
        running = Optional.of(new RunningReplicas.Running(ready, wanted - ready));
    }

    OptionalInt replicas() {
        return replicas;
    }

    Optional<RunningReplicas.Running> running() {
        return running;
    }
}
