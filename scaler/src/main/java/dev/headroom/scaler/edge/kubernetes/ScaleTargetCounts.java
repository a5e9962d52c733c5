// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * How many replicas the scale targets want: {@code spec.replicas}. During a rollout {@code status.replicas} counts surge pods as
 * well, and to answer with those would make them stay.
 */
final class ScaleTargetCounts implements CurrentReplicas {
    private final Map<ScaleTarget, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public OptionalInt of(ScaleTarget target) {
        Integer count = counts.get(target);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /** Keeps the counts of one kind of objects. */
    <T extends HasMetadata> ResourceEventHandler<T> handlerFor(String kind, ToIntFunction<T> replicas) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                counts.put(targetOf(kind, object), replicas.applyAsInt(object));
            }

            @Override
            public void onUpdate(T before, T after) {
                onAdd(after);
            }

            @Override
            public void onDelete(T object, boolean finalStateUnknown) {
                counts.remove(targetOf(kind, object));
            }
        };
    }

    private static ScaleTarget targetOf(String kind, HasMetadata object) {
        return new ScaleTarget(
                object.getMetadata().getNamespace(), kind, object.getMetadata().getName());
    }
}
