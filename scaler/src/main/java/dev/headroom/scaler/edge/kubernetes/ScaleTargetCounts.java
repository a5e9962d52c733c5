// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * How many replicas the scale targets want: {@code spec.replicas}. During a rollout {@code status.replicas} counts surge pods as
 * well, and to answer with those would make them stay. LeaderWorkerSets are the exception: they are not read, and their groups
 * are counted by their pods, surge included.
 */
final class ScaleTargetCounts implements CurrentReplicas {
    private final Map<ScaleTarget, Integer> counts = new ConcurrentHashMap<>();
    private final PodDirectory pods;

    ScaleTargetCounts(PodDirectory pods) {
        this.pods = pods;
    }

    @Override
    public OptionalInt of(ScaleTarget target) {
        if (target.kind().equals(ScaleTarget.LEADER_WORKER_SET)) {
            return pods.groupsOf(target);
        }
        Integer count = counts.get(target);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /** An informer's store that keeps the counts of one kind of objects. */
    <T extends HasMetadata> SlimStore<T> storeFor(String kind, Supplier<T> blank, ToIntFunction<T> replicas) {
        return new SlimStore<>(
                blank,
                object -> counts.put(targetOf(kind, SlimStore.Name.of(object)), replicas.applyAsInt(object)),
                gone -> counts.remove(targetOf(kind, gone)));
    }

    private static ScaleTarget targetOf(String kind, SlimStore.Name object) {
        return new ScaleTarget(object.namespace(), kind, object.name());
    }
}
