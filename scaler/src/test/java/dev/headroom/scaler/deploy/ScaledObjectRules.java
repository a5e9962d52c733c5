// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What KEDA's CRD and its webhook demand of a ScaledObject, and what Headroom's users must not do wrong beyond that. */
final class ScaledObjectRules {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "", Set.of("apiVersion", "kind", "metadata", "spec"),
            "metadata", Set.of("name", "namespace", "labels", "annotations"),
            "spec",
                    Set.of(
                            "scaleTargetRef",
                            "pollingInterval",
                            "initialCooldownPeriod",
                            "cooldownPeriod",
                            "idleReplicaCount",
                            "minReplicaCount",
                            "maxReplicaCount",
                            "fallback",
                            "advanced",
                            "triggers"),
            "spec.scaleTargetRef", Set.of("apiVersion", "kind", "name", "envSourceContainerName"),
            "spec.fallback", Set.of("failureThreshold", "replicas", "behavior"),
            "spec.advanced",
                    Set.of("restoreToOriginalReplicaCount", "horizontalPodAutoscalerConfig", "scalingModifiers"),
            "spec.advanced.horizontalPodAutoscalerConfig", Set.of("name", "behavior"),
            "trigger", Set.of("type", "name", "metricType", "useCachedMetrics", "authenticationRef", "metadata"));
    private static final Set<String> FALLBACKS = Set.of(
            "static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower", "scalingModifiers");
    private static final int LONGEST_PERIOD_SECONDS = 1800;
    private static final int LONGEST_WINDOW_SECONDS = 3600;
    /** KEDA's when nobody says. */
    private static final int DEFAULT_MAX = 100;

    private final List<String> faults = new ArrayList<>();

    private ScaledObjectRules() {}

    /** One sentence per fault. */
    static List<String> faultsOf(Map<String, Object> document) {
        ScaledObjectRules rules = new ScaledObjectRules();
        rules.check(document);
        return rules.faults;
    }

    static List<Map<String, Object>> triggers(Map<String, Object> document) {
        List<Map<String, Object>> triggers = new ArrayList<>();
        if (section(document, "spec").get("triggers") instanceof List<?> list) {
            list.forEach(trigger -> triggers.add(map(trigger)));
        }
        return triggers;
    }

    static Map<String, Object> section(Map<String, Object> document, String path) {
        Map<String, Object> section = document;
        for (String key : path.split("\\.", -1)) {
            section = map(section.get(key));
        }
        return section;
    }

    private void check(Map<String, Object> document) {
        require("keda.sh/v1alpha1".equals(document.get("apiVersion")), "apiVersion must be keda.sh/v1alpha1");
        require("ScaledObject".equals(document.get("kind")), "kind must be ScaledObject");
        KNOWN.forEach((path, keys) -> {
            if (!path.equals("trigger")) {
                known(path, path.isEmpty() ? document : section(document, path), keys);
            }
        });
        require(
                section(document, "spec.scaleTargetRef").get("name") instanceof String,
                "scaleTargetRef.name is missing");
        limits(section(document, "spec"));
        fallback(section(document, "spec.fallback"));
        behavior(section(document, "spec.advanced.horizontalPodAutoscalerConfig"));
        require(!triggers(document).isEmpty(), "triggers are missing");
        triggers(document).forEach(this::trigger);
    }

    private void limits(Map<String, Object> spec) {
        for (String key : List.of("pollingInterval", "cooldownPeriod", "initialCooldownPeriod")) {
            number(spec, key, 0, Integer.MAX_VALUE, 0);
        }
        int min = number(spec, "minReplicaCount", 0, Integer.MAX_VALUE, 0);
        int max = number(spec, "maxReplicaCount", 1, Integer.MAX_VALUE, DEFAULT_MAX);
        require(min <= max, "minReplicaCount must not exceed maxReplicaCount");
        // Works as zero only, and only below the minimum.
        require(
                number(spec, "idleReplicaCount", 0, 0, 0) == 0 && (!spec.containsKey("idleReplicaCount") || min > 0),
                "idleReplicaCount must be 0 and below minReplicaCount");
    }

    private void fallback(Map<String, Object> fallback) {
        require(fallback.containsKey("replicas") && fallback.containsKey("failureThreshold"), "fallback is missing");
        number(fallback, "failureThreshold", 1, Integer.MAX_VALUE, 1);
        // Zero falls through to scaling to zero.
        number(fallback, "replicas", 1, Integer.MAX_VALUE, 1);
        Object behavior = fallback.getOrDefault("behavior", "static");
        require(
                behavior instanceof String && FALLBACKS.contains(behavior),
                "fallback.behavior is unknown: " + behavior);
    }

    /** The HPA's own type knows the fields. */
    private void behavior(Map<String, Object> config) {
        HorizontalPodAutoscalerBehavior behavior;
        try {
            behavior = StrictKubernetes.typed(config.get("behavior"), HorizontalPodAutoscalerBehavior.class);
        } catch (IllegalArgumentException e) {
            faults.add("behavior: " + e.getMessage());
            return;
        }
        require(behavior != null, "behavior is missing");
        if (behavior != null) {
            Stream.of(behavior.getScaleUp(), behavior.getScaleDown()).forEach(this::scalingRules);
        }
    }

    private void scalingRules(HPAScalingRules rules) {
        if (rules == null) {
            faults.add("behavior needs scaleUp and scaleDown");
            return;
        }
        Integer window = rules.getStabilizationWindowSeconds();
        require(window == null || (window >= 0 && window <= LONGEST_WINDOW_SECONDS), "window out of range: " + window);
        String select = rules.getSelectPolicy();
        require(select == null || Set.of("Max", "Min", "Disabled").contains(select), "selectPolicy unknown: " + select);
        rules.getPolicies().forEach(policy -> {
            require(Set.of("Pods", "Percent").contains(policy.getType()), "policy type unknown: " + policy.getType());
            require(policy.getValue() != null && policy.getValue() > 0, "policy value must be above 0");
            Integer period = policy.getPeriodSeconds();
            require(
                    period != null && period >= 1 && period <= LONGEST_PERIOD_SECONDS,
                    "period out of range: " + period);
        });
    }

    private void trigger(Map<String, Object> trigger) {
        known("trigger", trigger, KNOWN.get("trigger"));
        require("external-push".equals(trigger.get("type")), "trigger type must be external-push");
        // With Value the HPA counts ready pods only, and goes down while models load.
        require("AverageValue".equals(trigger.get("metricType")), "metricType must be AverageValue, at the trigger");
        Map<String, Object> metadata = map(trigger.get("metadata"));
        require(!metadata.containsKey("metricType"), "metricType does not belong into metadata");
        require(metadata.get("scalerAddress") instanceof String, "scalerAddress is missing");
        metadata.forEach(
                (key, value) -> require(value instanceof String, "metadata " + key + " must be text: " + value));
    }

    private int number(Map<String, Object> section, String key, int least, int most, int otherwise) {
        Object value = section.getOrDefault(key, otherwise);
        if (value instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        faults.add(key + " must be a whole number from " + least + " to " + most + ", was " + value);
        return otherwise;
    }

    private void known(String path, Map<String, Object> section, Set<String> keys) {
        section.keySet().stream()
                .filter(key -> !keys.contains(key))
                .forEach(key -> faults.add("unknown key " + (path.isEmpty() ? "" : path + ".") + key));
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            faults.add(sentence);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
