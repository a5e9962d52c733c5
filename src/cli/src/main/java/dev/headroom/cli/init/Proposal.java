// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import static dev.headroom.cli.init.ScalingManifests.map;

import dev.headroom.cli.init.FoundServer.MetricsPort;
import dev.headroom.cli.init.ScalingManifests.PolicyParts;
import dev.headroom.cli.init.ScalingManifests.ScaledTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The proposed manifests of one workload. */
final class Proposal {
    static final String POLICY = "slo-policy.yaml";
    static final String SCALED_OBJECT = "scaledobject.yaml";
    static final String LABELS = "collector-labels.yaml";

    private static final String ORIGIN = "Proposed by headroom init, to be reviewed.";

    private final FoundWorkload workload;
    private final UseClass use;
    private final ScalingManifests manifests;

    Proposal(FoundWorkload workload, UseClass use) {
        this.workload = workload;
        this.use = use;
        this.manifests = new ScalingManifests(
                new ScaledTarget(
                        workload.namespace(),
                        workload.kind(),
                        workload.name(),
                        workload.freeName(),
                        workload.server().models(),
                        workload.min(),
                        workload.max(),
                        Math.max(1, workload.replicas())),
                ORIGIN);
    }

    /** The texts of the files, by name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        if (workload.policy().isEmpty()) {
            files.put(POLICY, policy());
        }
        if (workload.policy().isEmpty() && workload.scaler().isEmpty()) {
            files.put(SCALED_OBJECT, manifests.scaledObject());
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
        return manifests.policy(new PolicyParts(
                "A preset of the class " + use.word() + ".",
                List.of(objective("ttft", use.ttft()), objective("itl", use.itl()), objective("e2e", use.e2e())),
                ruleOfLimits(workload),
                List.of()));
    }

    private static String objective(String signal, String atMost) {
        return ScalingManifests.objective(signal, Integer.toString(UseClass.PERCENTILE), atMost);
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
                + manifests.object("apps/v1", workload.kind(), workload.name(), map("template", template));
    }
}
