// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.telemetry.ScaleTarget;
import java.util.OptionalInt;

/** How many replicas a scale target has. Implemented at the edge; answers from memory, safe from any thread. */
public interface CurrentReplicas {
    /** Replicas of the target as the cluster reports them; empty when that is not known. */
    OptionalInt of(ScaleTarget target);
}
