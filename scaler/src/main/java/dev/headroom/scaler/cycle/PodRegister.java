// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.telemetry.ScaleTarget;
import java.util.List;
import java.util.Map;

/**
 * The pods of scale targets, those that left lately among them: their telemetry is still read. Implemented at the edge; safe from any thread.
 */
public interface PodRegister {
    /** The newest of each target, ordered by when they were created. */
    Map<ScaleTarget, List<KnownPod>> known();

    /** Takes pods of a target that were known before this process saw any; those that are not there have left meanwhile. */
    void learn(ScaleTarget target, List<KnownPod> pods);
}
