// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.telemetry.ScaleTarget;
import java.util.List;
import java.util.Optional;

/** The replicas of a scale target. Implemented at the edge; answers from memory, safe from any thread. */
public interface ReplicaSource {
    /** Where no pods can be seen, nothing is known. */
    ReplicaSource UNKNOWN = target -> Optional.empty();

    /** The target's replicas, those on their way out not among them; empty where pods cannot be seen, which is not none. */
    Optional<List<Replica>> of(ScaleTarget target);

    /** The limits of the servers of the target's next replicas, as its template says. */
    default StatedLimits templateOf(ScaleTarget target) {
        return StatedLimits.UNKNOWN;
    }
}
