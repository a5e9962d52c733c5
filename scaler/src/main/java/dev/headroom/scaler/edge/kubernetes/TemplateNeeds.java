// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requirements of scale targets' pods on their nodes, by their templates: the leader's first, then each other pod's of the same
 * replica. Watches write; any thread may ask.
 */
final class TemplateNeeds {
    private final NodeLabels labels;
    private final Map<ScaleTarget, List<PodNeeds>> needs = new ConcurrentHashMap<>();
    private final Map<ScaleTarget, StatedLimits> limits = new ConcurrentHashMap<>();

    TemplateNeeds(NodeLabels labels) {
        this.labels = labels;
    }

    /**
     * A template came or changed.
     *
     * @param pods of one replica; empty where the template does not say, and then nothing is known of it
     */
    void put(ScaleTarget target, List<PodSpec> pods) {
        if (pods.isEmpty()) {
            remove(target);
        } else {
            limits.put(target, ServerArguments.limitsIn(pods.get(0)));
            needs.put(target, pods.stream().map(pod -> PodNeeds.of(pod, labels)).toList());
        }
    }

    void remove(ScaleTarget target) {
        limits.remove(target);
        needs.remove(target);
    }

    /** The limits that the model server of a new replica will be started with. */
    StatedLimits limitsOf(ScaleTarget target) {
        return limits.getOrDefault(target, StatedLimits.UNKNOWN);
    }

    /** Needs of the pods of one replica; empty where its template cannot be seen. */
    Optional<List<PodNeeds>> of(ScaleTarget target) {
        return Optional.ofNullable(needs.get(target));
    }

    /** Needs of one pod. */
    Optional<PodNeeds> of(ScaleTarget target, boolean leads) {
        return of(target).map(pods -> leads || pods.size() == 1 ? pods.get(0) : pods.get(1));
    }
}
