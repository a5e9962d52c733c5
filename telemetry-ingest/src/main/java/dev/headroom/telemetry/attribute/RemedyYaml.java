// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Quarantined.Identity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same setting as {@link Remedy}, as YAML to copy. Any client may have written the names of telemetry, so each of them is a quoted
 * scalar: none can add a key.
 */
final class RemedyYaml {
    private static final String COLLECTOR = """
            # Collector: this processor comes before the batch processor.
            processors:
              k8s_attributes:
                extract:
                  metadata:
                    - k8s.namespace.name
                    - k8s.pod.name
                    - k8s.pod.uid
                    - k8s.deployment.name
                    - k8s.statefulset.name
            """;

    private static final String RIGHTS = """
            # ClusterRole of Headroom
            rules:
              - apiGroups: [""]
                resources: [pods]
                verbs: [get, list, watch]
            """;

    private RemedyYaml() {}

    static String forThis(Identity identity, List<WorkloadKey> claimants) {
        return switch (identity.reason()) {
            case NO_IDENTITY, NO_REPLICA -> COLLECTOR;
            case UNKNOWN_POD -> RIGHTS;
            case UNKNOWN_TARGET ->
                selector(identity, "scaleTarget: " + target(identity.target().orElse("")));
            case UNKNOWN_MODEL -> selector(identity, "models: [" + model(identity) + "]");
            case AMBIGUOUS_MODEL -> scaleTargets(claimants);
            case FOREIGN_NAMESPACE -> namespaces(identity);
        };
    }

    private static String selector(Identity identity, String claim) {
        return """
                # SLO policy of the workload, in namespace %s
                workload:
                  %s
                """.formatted(quoted(identity.namespace().orElse("")), claim);
    }

    /** With a target each, policies that share a model are distinguished by the pod. */
    private static String scaleTargets(List<WorkloadKey> claimants) {
        return claimants.stream()
                .map(claimant -> """
                        # SLO policy %s: the Deployment that serves it
                        workload:
                          scaleTarget: { kind: Deployment, name: %s }
                        """.formatted(quoted(claimant.toString()), quoted(claimant.name())))
                .collect(Collectors.joining("---\n"));
    }

    private static String namespaces(Identity identity) {
        String permitted = Stream.concat(identity.topic().namespaces().stream().sorted(), identity.namespace().stream())
                .map(RemedyYaml::quoted)
                .collect(Collectors.joining(", "));
        return """
                # values.yaml of Headroom's chart
                kafka:
                  topics:
                    namespaces:
                      %s: [%s]
                """.formatted(quoted(identity.topic().name()), permitted);
    }

    private static String model(Identity identity) {
        return quoted(identity.models().isEmpty() ? "" : identity.models().get(0));
    }

    private static String target(String kindAndName) {
        int slash = kindAndName.indexOf('/');
        return "{ kind: " + quoted(kindAndName.substring(0, Math.max(0, slash))) + ", name: "
                + quoted(kindAndName.substring(slash + 1)) + " }";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
