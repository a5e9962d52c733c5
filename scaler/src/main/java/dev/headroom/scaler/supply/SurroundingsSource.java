// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Optional;

/** The cluster's limits and KEDA's settings. Implemented at the edge; answers from memory, safe from any thread. */
public interface SurroundingsSource {
    /** Where nothing can be seen. */
    SurroundingsSource UNKNOWN = new SurroundingsSource() {
        @Override
        public Optional<Room> roomFor(ScaleTarget target) {
            return Optional.empty();
        }

        @Override
        public Optional<Scaling> scalingOf(WorkloadKey workload, Optional<ScaleTarget> target) {
            return Optional.empty();
        }
    };

    /** The most replicas of the target that can ever run; empty where that is not certain. */
    Optional<Room> roomFor(ScaleTarget target);

    /**
     * KEDA's settings for a workload.
     *
     * @param target the target that its policy names; empty where it names none
     */
    Optional<Scaling> scalingOf(WorkloadKey workload, Optional<ScaleTarget> target);

    /**
     * The scale target of a workload: as the policy names it, else as the ScaledObject does.
     *
     * @param named the target that its policy names; empty where it names none
     */
    default Optional<ScaleTarget> targetOf(WorkloadKey workload, Optional<ScaleTarget> named) {
        return named.or(() -> scalingOf(workload, named).flatMap(Scaling::target));
    }
}
