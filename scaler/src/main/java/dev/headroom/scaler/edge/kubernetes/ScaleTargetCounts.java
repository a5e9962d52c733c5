// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.cycle.CurrentReplicas;
import dev.headroom.telemetry.ScaleTarget;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many replicas the scale targets want: {@code spec.replicas}. During a rollout {@code status.replicas} counts surge pods as
 * well, and to answer with those would make them stay. Where LeaderWorkerSets cannot be read their groups are counted by their
 * pods, surge included.
 */
final class ScaleTargetCounts implements CurrentReplicas {
    private final Map<ScaleTarget, Integer> counts = new ConcurrentHashMap<>();
    private final PodDirectory pods;

    ScaleTargetCounts(PodDirectory pods) {
        this.pods = pods;
    }

    @Override
    public OptionalInt of(ScaleTarget target) {
        Integer count = counts.get(target);
        if (count != null) {
            return OptionalInt.of(count);
        }
        return target.kind().equals(ScaleTarget.LEADER_WORKER_SET) ? pods.groupsOf(target) : OptionalInt.empty();
    }

    void put(ScaleTarget target, int replicas) {
        counts.put(target, replicas);
    }

    void remove(ScaleTarget target) {
        counts.remove(target);
    }
}
