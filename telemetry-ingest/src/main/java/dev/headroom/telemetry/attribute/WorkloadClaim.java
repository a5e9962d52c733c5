// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Optional;
import java.util.Set;

/**
 * A workload's claim: its scale target, its models, or both.
 *
 * @param workload the claiming workload
 * @param target the scale target whose requests are its own
 * @param models names under which clients ask for it (base model, LoRA adapters, old names)
 */
public record WorkloadClaim(WorkloadKey workload, Optional<ScaleTarget> target, Set<String> models) {
    public WorkloadClaim {
        models = Set.copyOf(models);
    }
}
