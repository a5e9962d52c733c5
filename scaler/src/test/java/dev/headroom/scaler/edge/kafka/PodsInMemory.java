// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.cycle.KnownPod;
import dev.headroom.scaler.cycle.PodRegister;
import dev.headroom.telemetry.ScaleTarget;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pods without a cluster: those that the test puts and those that are learnt. */
final class PodsInMemory implements PodRegister {
    private final Map<ScaleTarget, List<KnownPod>> known = new ConcurrentHashMap<>();

    @Override
    public Map<ScaleTarget, List<KnownPod>> known() {
        return Map.copyOf(known);
    }

    @Override
    public void learn(ScaleTarget target, List<KnownPod> pods) {
        known.put(target, pods);
    }

    void remove(ScaleTarget target) {
        known.remove(target);
    }
}
