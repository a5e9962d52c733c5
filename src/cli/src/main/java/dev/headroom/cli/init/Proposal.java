// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.headroom.cli.init.FoundServer.MetricsPort;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The proposed manifests of one workload. */
final class Proposal {
    static final String POLICY = "slo-policy.yaml";
    static final String SCALED_OBJECT = "scaledobject.yaml";
    static final String LABELS = "collector-labels.yaml";

    private static final String ADDRESS = "headroom.headroom.svc.cluster.local:9090";

    /** More than any step: steps are limited in the policy, where Headroom can see and explain it. */
    private static final int ANY_STEP = 1000;

    private final FoundWorkload workload;
    private final UseClass use;

    Proposal(FoundWorkload workload, UseClass use) {
        this.workload = workload;
        this.use = use;
    }

    /** The texts of the files, by name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        if (workload.policy().isEmpty()) {
            files.put(POLICY, policy());
        }
        if (workload.policy().isEmpty() && workload.scaler().isEmpty()) {
            files.put(SCALED_OBJECT, scaledObject());
        }
        if (!workload.server().port().labelled()) {
            files.put(LABELS, labels());
        }
        return files;
    }

    /** The rule behind the limits. */
    static String ruleOfLimits(FoundWorkload workload) {
        return workload.scaler()
                .map(scaler -> "The limits of the " + scaler.kind() + " " + scaler.name() + ".")
                .orElse("The maximum is a guess: twice today's replicas, at least 2.");
    }

    private String policy() {
        String models =
                workload.server().models().stream().map(Proposal::quoted).collect(Collectors.joining(", "));
        String text = String.join(
                "\n",
                "# Keys: src/docs/slo-policy.md of Headroom.",
                "apiVersion: headroom.dev/v1",
                "workload:",
                models.isEmpty()
                        ? "  # models: [NAME]: the template does not state them."
                        : "  models: [" + models + "]",
                "  scaleTarget: { kind: " + workload.kind() + ", name: " + quoted(workload.name()) + " }",
                "# A preset of the class " + use.word() + ".",
                "objectives:",
                objective("ttft", use.ttft()),
                objective("itl", use.itl()),
                objective("e2e", use.e2e()),
                "# " + ruleOfLimits(workload),
                "replicas: { min: " + workload.min() + ", max: " + workload.max() + ", whenDark: fallback }",
                "posture: balanced",
                "# Headroom plans and explains, and moves no replica. When you agree with its advice: enforce.",
                "mode: advise",
                "");
        return "# The promise to the users of " + workload.title() + ". Proposed by headroom init, to be reviewed.\n"
                + yaml(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(workload.freeName())
                        .withNamespace(workload.namespace())
                        .addToLabels(ClusterSurvey.KIND_LABEL, ClusterSurvey.POLICY_KIND)
                        .endMetadata()
                        .addToData(ClusterSurvey.POLICY_KEY, text)
                        .build());
    }

    private static String objective(String signal, String atMost) {
        return "  - { signal: " + signal + ", percentile: " + UseClass.PERCENTILE + ", atMost: " + atMost + " }";
    }

    private String scaledObject() {
        Map<String, Object> spec = map(
                "scaleTargetRef",
                map("apiVersion", "apps/v1", "kind", workload.kind(), "name", workload.name()),
                "pollingInterval",
                5,
                "cooldownPeriod",
                300,
                "minReplicaCount",
                workload.min(),
                "maxReplicaCount",
                workload.max(),
                "fallback",
                map(
                        "failureThreshold",
                        3,
                        "replicas",
                        Math.max(1, workload.replicas()),
                        "behavior",
                        "currentReplicasIfHigher"),
                "advanced",
                map("horizontalPodAutoscalerConfig", map("behavior", behavior())),
                "triggers",
                List.of(map(
                        "type",
                        "external-push",
                        "metricType",
                        "AverageValue",
                        "metadata",
                        map("scalerAddress", ADDRESS, "policy", workload.freeName()))));
        return "# KEDA asks Headroom for the replicas of " + workload.title()
                + ". Proposed by headroom init, to be reviewed.\n"
                + "# Needs KEDA 2.18. For a Headroom without TLS; with it, see deploy/kustomize/overlays/mtls of Headroom.\n"
                + yaml(object("keda.sh/v1alpha1", "ScaledObject", workload.freeName(), spec));
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

    private String labels() {
        MetricsPort port = workload.server().port();
        Map<String, Object> template = map("metadata", map("labels", map(FoundServer.METRICS_PORT, port.name())));
        if (!port.named()) {
            template.put(
                    "spec",
                    map(
                            "containers",
                            List.of(map(
                                    "name",
                                    workload.server().container(),
                                    "ports",
                                    List.of(map("name", port.name(), "containerPort", port.number()))))));
        }
        return "# A patch: by this label the Collector finds the metrics of " + workload.title() + ".\n"
                + "# It changes the pod template, so Kubernetes replaces the pods.\n"
                + yaml(object("apps/v1", workload.kind(), workload.name(), map("template", template)));
    }

    private Map<String, Object> object(String apiVersion, String kind, String name, Map<String, Object> spec) {
        return map(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                map("name", name, "namespace", workload.namespace()),
                "spec",
                spec);
    }

    private static String yaml(Object object) {
        return Serialization.asYaml(object).replaceFirst("^---\\s*\\n", "");
    }

    /** Whatever a name holds, it stays one text: a name may look like a number. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** In this order. */
    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            map.put((String) keysAndValues[at], keysAndValues[at + 1]);
        }
        return map;
    }
}
