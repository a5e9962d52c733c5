// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What one ScaledObject asks for.
 *
 * @param workload whose plan
 * @param scaledObject name of the ScaledObject, in the workload's namespace
 * @param posture instead of the policy's; empty when the policy's own will do
 * @param heardAt when it was last heard
 */
public record PostureWish(WorkloadKey workload, String scaledObject, Optional<Posture> posture, Instant heardAt) {
    boolean asksTheSameAs(PostureWish other) {
        return posture.equals(other.posture);
    }
}
