// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kept fields of a ScaledObject.
 *
 * @param name its name in its namespace
 * @param uid its uid; the empty text where it has none
 * @param scaling its limits and pauses
 * @param triggers triggers that ask an external scaler
 */
record ScaledObject(SlimStore.Name name, String uid, Scaling scaling, List<Trigger> triggers) {
    static final String API_VERSION = "keda.sh/v1alpha1";
    static final String KIND = "ScaledObject";

    private static final Set<String> EXTERNAL = Set.of("external", "external-push");

    /** KEDA's own defaults. */
    private static final int LEAST = 0;

    private static final int MOST = 100;

    private static final String PREFIX = "autoscaling.keda.sh/";
    private static final String PAUSED_REPLICAS = PREFIX + "paused-replicas";
    private static final String PAUSED = PREFIX + "paused";
    private static final Set<String> PAUSED_ONE_WAY = Set.of(PREFIX + "paused-scale-in", PREFIX + "paused-scale-out");

    /** As KEDA parses booleans: a value that is not a boolean pauses, too. */
    private static final Set<String> NO = Set.of("0", "f", "F", "false", "FALSE", "False");

    /**
     * The kept fields of a trigger.
     *
     * @param policy that it names
     * @param posture that it asks for; empty where it states none, or an unknown one
     */
    record Trigger(Optional<String> policy, Optional<Posture> posture) {}

    ScaledObject {
        triggers = List.copyOf(triggers);
    }

    /** Policies that its triggers name. */
    Set<String> policies() {
        return triggers.stream().flatMap(trigger -> trigger.policy().stream()).collect(Collectors.toSet());
    }

    static ScaledObject of(GenericKubernetesResource object) {
        ObjectMeta meta = object.getMetadata();
        Untyped spec = Untyped.of(object).at("spec");
        Untyped behavior = spec.at("advanced", "horizontalPodAutoscalerConfig", "behavior");
        Scaling scaling = new Scaling(
                meta.getName(),
                targetOf(meta.getNamespace(), spec.at("scaleTargetRef")),
                Math.max(0, spec.wholeNumber("minReplicaCount").orElse(LEAST)),
                Math.max(0, spec.wholeNumber("maxReplicaCount").orElse(MOST)),
                pauseIn(Optional.ofNullable(meta.getAnnotations()).orElse(Map.of())),
                tolerance(behavior.at("scaleUp")),
                tolerance(behavior.at("scaleDown")));
        return new ScaledObject(
                SlimStore.Name.of(object),
                Optional.ofNullable(meta.getUid()).orElse(""),
                scaling,
                spec.list("triggers").stream()
                        .filter(ScaledObject::isExternal)
                        .map(trigger -> triggerOf(trigger.at("metadata")))
                        .toList());
    }

    private static Trigger triggerOf(Untyped metadata) {
        return new Trigger(
                metadata.text("policy").map(String::strip).filter(policy -> !policy.isEmpty()),
                metadata.text("posture").map(String::strip).flatMap(Posture::ofWord));
    }

    private static boolean isExternal(Untyped trigger) {
        return trigger.text("type").filter(EXTERNAL::contains).isPresent();
    }

    private static Optional<ScaleTarget> targetOf(String namespace, Untyped reference) {
        return reference
                .text("name")
                .filter(name -> !name.isBlank())
                .map(name -> new ScaleTarget(namespace, reference.text("kind").orElse("Deployment"), name));
    }

    private static Optional<Pause> pauseIn(Map<String, String> annotations) {
        String replicas = annotations.get(PAUSED_REPLICAS);
        if (replicas != null) {
            return Optional.of(new Pause(true, PAUSED_REPLICAS + ": \"" + replicas + "\""));
        }
        if (isSet(annotations, PAUSED)) {
            return Optional.of(new Pause(true, PAUSED + ": \"" + annotations.get(PAUSED) + "\""));
        }
        Optional<String> oneWay = PAUSED_ONE_WAY.stream()
                .filter(key -> isSet(annotations, key))
                .sorted()
                .findFirst();
        boolean both = PAUSED_ONE_WAY.stream().allMatch(key -> isSet(annotations, key));
        return oneWay.map(key -> new Pause(both, key + ": \"" + annotations.get(key) + "\""));
    }

    private static boolean isSet(Map<String, String> annotations, String key) {
        String value = annotations.get(key);
        return value != null && !NO.contains(value);
    }

    private static OptionalDouble tolerance(Untyped rules) {
        return rules.text("tolerance")
                .flatMap(Accelerators::amount)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }
}
