// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.telemetry.ScaleTarget;
import java.util.Optional;

/** The running replicas of a scale target. Implemented at the edge; answers from memory, safe from any thread. */
public interface RunningReplicas {
    /** Where no pods can be seen, nothing is known. */
    RunningReplicas UNKNOWN = target -> Optional.empty();

    /** The replicas of the target that run now; empty when that is not known, which differs from 0. */
    Optional<Running> of(ScaleTarget target);

    /**
     * Replicas by how far they have come; those on their way out are in neither. A group of a LeaderWorkerSet is one replica.
     *
     * @param ready those whose pod is Ready; of a group its leader's
     * @param starting those that exist and are not Ready, whether they load, wait for a node or fail
     */
    record Running(int ready, int starting) {}
}
