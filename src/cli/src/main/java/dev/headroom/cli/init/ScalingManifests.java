// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the manifests by which Headroom scales a target: its policy and its ScaledObject. */
public final class ScalingManifests {
    private static final String ADDRESS = "headroom.headroom.svc.cluster.local:9090";

    /** More than any step: steps are limited in the policy, where Headroom can see and explain it. */
    private static final int ANY_STEP = 1000;

    private final ScaledTarget target;
    private final String origin;

    /**
     * Manifests of a target.
     *
     * @param origin sentence about the command that proposed them
     */
    public ScalingManifests(ScaledTarget target, String origin) {
        this.target = target;
        this.origin = origin;
    }

    /**
     * A target and its limits.
     *
     * @param namespace of the target
     * @param kind Deployment or StatefulSet
     * @param name of the target
     * @param policy name of the policy and of the ScaledObject
     * @param models names under which clients ask for the model; may be empty
     * @param min the fewest replicas
     * @param max the most replicas
     * @param fallback replicas while Headroom cannot answer; at least 1
     */
    public record ScaledTarget(
            String namespace,
            String kind,
            String name,
            String policy,
            List<String> models,
            int min,
            int max,
            int fallback) {
        public ScaledTarget {
            models = List.copyOf(models);
        }
    }

    /**
     * The comments and optional keys of a policy.
     *
     * @param promise comment about its objectives
     * @param objectives lines of them, as {@link #objective} writes them
     * @param limits comment about the limits of replicas
     * @param more lines with further keys
     */
    public record PolicyParts(String promise, List<String> objectives, String limits, List<String> more) {
        public PolicyParts {
            objectives = List.copyOf(objectives);
            more = List.copyOf(more);
        }
    }

    /** The line of an objective. */
    public static String objective(String signal, String percentile, String atMost) {
        return "  - { signal: " + signal + ", percentile: " + percentile + ", atMost: " + atMost + " }";
    }

    /** A ConfigMap with a policy in mode advise. */
    public String policy(PolicyParts parts) {
        String models = target.models().stream().map(ScalingManifests::quoted).collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>(List.of(
                "# Keys: src/docs/slo-policy.md of Headroom.",
                "apiVersion: headroom.dev/v1",
                "workload:",
                models.isEmpty()
                        ? "  # models: [NAME]: the names that clients use are not known."
                        : "  models: [" + models + "]",
                "  scaleTarget: { kind: " + target.kind() + ", name: " + quoted(target.name()) + " }",
                "# " + parts.promise(),
                "objectives:"));
        lines.addAll(parts.objectives());
        lines.addAll(List.of(
                "# " + parts.limits(),
                "replicas: { min: " + target.min() + ", max: " + target.max() + ", whenDark: fallback }"));
        lines.addAll(parts.more());
        lines.addAll(List.of(
                "posture: balanced",
                "# Headroom plans and explains, and moves no replica. When you agree with its advice: enforce.",
                "mode: advise",
                ""));
        return "# The promise to the users of " + title() + ". " + origin + "\n"
                + configMap(
                        target.policy(), ClusterSurvey.POLICY_KIND, ClusterSurvey.POLICY_KEY, String.join("\n", lines));
    }

    /** A ConfigMap in the target's namespace with a document of Headroom. */
    public String configMap(String name, String kind, String key, String document) {
        return yaml(new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(target.namespace())
                .addToLabels(ClusterSurvey.KIND_LABEL, kind)
                .endMetadata()
                .addToData(key, document)
                .build());
    }

    /** The ScaledObject that makes KEDA ask Headroom. */
    public String scaledObject() {
        Map<String, Object> spec = map(
                "scaleTargetRef",
                map("apiVersion", "apps/v1", "kind", target.kind(), "name", target.name()),
                "pollingInterval",
                5,
                "cooldownPeriod",
                300,
                "minReplicaCount",
                target.min(),
                "maxReplicaCount",
                target.max(),
                "fallback",
                map("failureThreshold", 3, "replicas", target.fallback(), "behavior", "currentReplicasIfHigher"),
                "advanced",
                map("horizontalPodAutoscalerConfig", map("behavior", behavior())),
                "triggers",
                List.of(map(
                        "type",
                        "external-push",
                        "metricType",
                        "AverageValue",
                        "metadata",
                        map("scalerAddress", ADDRESS, "policy", target.policy()))));
        return "# KEDA asks Headroom for the replicas of " + title() + ". " + origin + "\n"
                + "# Needs KEDA 2.18. For a Headroom without TLS; with it, see deploy/kustomize/overlays/mtls of Headroom.\n"
                + object("keda.sh/v1alpha1", "ScaledObject", target.policy(), spec);
    }

    /** No brakes of the HPA: Headroom holds and limits, and says so. */
    private static Map<String, Object> behavior() {
        return map("scaleUp", rules("Pods", ANY_STEP), "scaleDown", rules("Percent", 100));
    }

    private static Map<String, Object> rules(String type, int value) {
        return map(
                "tolerance",
                "0",
                "stabilizationWindowSeconds",
                0,
                "selectPolicy",
                "Max",
                "policies",
                List.of(map("type", type, "value", value, "periodSeconds", 15)));
    }

    /** An object in the target's namespace. */
    String object(String apiVersion, String kind, String name, Map<String, Object> spec) {
        return yaml(map(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                map("name", name, "namespace", target.namespace()),
                "spec",
                spec));
    }

    private String title() {
        return target.namespace() + "/" + target.name();
    }

    private static String yaml(Object object) {
        return Serialization.asYaml(object).replaceFirst("^---\\s*\\n", "");
    }

    /** Whatever a name holds, it stays one text: a name may look like a number. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** In this order. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            map.put((String) keysAndValues[at], keysAndValues[at + 1]);
        }
        return map;
    }
}
