// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.TargetName;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads where a request ran from the attributes of an OTLP resource. Its service name is a name of ours, never a model. */
final class OriginAttributes {
    /** Kind of a scale target given by name alone; KEDA assumes the same. */
    static final String DEFAULT_KIND = "Deployment";

    static final String NAMESPACE = "k8s.namespace.name";
    static final String SCALE_TARGET = "llm.scale_target";
    private static final String LEADER_WORKER_SET = "k8s.pod.label.leaderworkerset.sigs.k8s.io/name";
    private static final String DEPLOYMENT = "k8s.deployment.name";
    private static final String STATEFUL_SET = "k8s.statefulset.name";
    private static final String POD_UID = "k8s.pod.uid";
    private static final String POD_NAME = "k8s.pod.name";
    private static final String POD_IP = "k8s.pod.ip";
    private static final String GROUP_INDEX = "k8s.pod.label.leaderworkerset.sigs.k8s.io/group-index";
    private static final String MODEL = "llm.model";
    private static final Set<String> KEYS = Set.of(
            NAMESPACE,
            SCALE_TARGET,
            LEADER_WORKER_SET,
            DEPLOYMENT,
            STATEFUL_SET,
            POD_UID,
            POD_NAME,
            POD_IP,
            GROUP_INDEX,
            MODEL);

    private OriginAttributes() {}

    /** All names of attributes that are read. */
    static Set<String> names() {
        return KEYS;
    }

    static Origin originOf(List<KeyValue> attributes) {
        if (attributes.isEmpty()) {
            return Origin.UNKNOWN;
        }
        Map<String, String> texts = textsIn(attributes);
        return new Origin(
                valueOf(texts, NAMESPACE),
                targetsIn(texts),
                valueOf(texts, MODEL).stream().toList(),
                podIn(texts));
    }

    /**
     * The server as its caller states it: its scale target, in the caller's namespace unless another is known to be meant, and its model.
     * The caller's own location says nothing.
     */
    static Origin calledBy(List<KeyValue> attributes) {
        Map<String, String> texts = textsIn(attributes);
        Optional<TargetName> stated = valueOf(texts, SCALE_TARGET).flatMap(OriginAttributes::statedTarget);
        return new Origin(
                stated.flatMap(target -> valueOf(texts, NAMESPACE)),
                stated.stream().toList(),
                valueOf(texts, MODEL).stream().toList(),
                PodReference.UNKNOWN);
    }

    private static Map<String, String> textsIn(List<KeyValue> attributes) {
        Map<String, String> texts = new HashMap<>();
        for (KeyValue attribute : attributes) {
            String key = attribute.getKey();
            String text = attribute.getValue().getStringValue();
            if (!text.isBlank() && KEYS.contains(key)) {
                texts.put(key, text);
            }
        }
        return texts;
    }

    private static PodReference podIn(Map<String, String> texts) {
        return new PodReference(
                valueOf(texts, POD_UID), valueOf(texts, POD_NAME), valueOf(texts, POD_IP), valueOf(texts, GROUP_INDEX));
    }

    /** Every target that is named, the most trusted first. */
    private static List<TargetName> targetsIn(Map<String, String> texts) {
        return Stream.of(
                        valueOf(texts, SCALE_TARGET).flatMap(OriginAttributes::statedTarget),
                        named(ScaleTarget.LEADER_WORKER_SET, texts, LEADER_WORKER_SET),
                        named("Deployment", texts, DEPLOYMENT),
                        named("StatefulSet", texts, STATEFUL_SET))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Reads {@code Kind/name} or {@code name}; anything else says nothing. */
    static Optional<TargetName> statedTarget(String stated) {
        int slash = stated.indexOf('/');
        if (slash < 0) {
            return Optional.of(new TargetName(DEFAULT_KIND, stated));
        }
        String kind = stated.substring(0, slash);
        String name = stated.substring(slash + 1);
        boolean wellFormed = !kind.isBlank() && !name.isBlank() && name.indexOf('/') < 0;
        return wellFormed ? Optional.of(new TargetName(kind, name)) : Optional.empty();
    }

    private static Optional<TargetName> named(String kind, Map<String, String> texts, String key) {
        return valueOf(texts, key).map(name -> new TargetName(kind, name));
    }

    private static Optional<String> valueOf(Map<String, String> texts, String key) {
        return Optional.ofNullable(texts.get(key));
    }
}
