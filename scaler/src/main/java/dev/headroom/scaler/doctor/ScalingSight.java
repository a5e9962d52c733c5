// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.List;
import java.util.Optional;

/**
 * ScaledObjects and HPAs of the cluster, as they are now.
 *
 * @param scaledObjects empty where they cannot be listed
 * @param autoscalers empty where they cannot be listed
 */
public record ScalingSight(Optional<List<KedaFacts>> scaledObjects, Optional<List<AutoscalerFacts>> autoscalers) {
    /** Where nothing can be listed. */
    public static final ScalingSight NOTHING = new ScalingSight(Optional.empty(), Optional.empty());

    /** The ScaledObject of that name in the workload's namespace. */
    Optional<KedaFacts> scaledObject(WorkloadKey workload, String name) {
        return scaledObjects.stream()
                .flatMap(List::stream)
                .filter(one -> one.namespace().equals(workload.namespace())
                        && one.name().equals(name))
                .findFirst();
    }

    /** The HPAs of a target; empty where HPAs cannot be listed. */
    Optional<List<AutoscalerFacts>> autoscalersOf(ScaleTarget target) {
        return autoscalers.map(
                all -> all.stream().filter(one -> one.target().equals(target)).toList());
    }
}
