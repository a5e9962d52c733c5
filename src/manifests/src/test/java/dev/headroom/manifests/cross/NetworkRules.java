// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Bundle.PodTemplate;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Network policies close what they are there to close, and name ports that the pods have. */
final class NetworkRules {
    private final Bundle bundle;
    private final List<Finding> findings = new ArrayList<>();

    private NetworkRules(Bundle bundle) {
        this.bundle = bundle;
    }

    static List<Finding> check(Bundle bundle) {
        NetworkRules rules = new NetworkRules(bundle);
        bundle.of("networking.k8s.io", "NetworkPolicy").forEach(rules::policy);
        return rules.findings;
    }

    private void policy(KubeObject policy) {
        List<String> types = PodTemplate.stream(policy.at("spec", "policyTypes"))
                .map(JsonNode::asText)
                .toList();
        rules(policy, "ingress", "from", types.contains("Ingress"));
        rules(policy, "egress", "to", types.contains("Egress"));
        Set<String> ports = portsOfPods(policy);
        for (JsonNode rule : policy.at("spec", "ingress")) {
            for (JsonNode port : rule.path("ports")) {
                String wanted = port.path("port").asText();
                if (!ports.contains(wanted)) {
                    findings.add(policy.finding("spec.ingress", "opens port " + wanted + ", the pods have " + ports));
                }
            }
        }
    }

    /** An empty list of peers, or an empty selector beside no other, lets in everybody. */
    private void rules(KubeObject policy, String direction, String peers, boolean closed) {
        JsonNode rules = policy.at("spec", direction);
        if (!closed && !rules.isMissingNode()) {
            findings.add(policy.finding("spec." + direction, "counts only with its type among policyTypes"));
        }
        for (JsonNode rule : rules) {
            boolean everybody = rule.path(peers).isEmpty();
            for (JsonNode peer : rule.path(peers)) {
                everybody |= peer.has("namespaceSelector")
                        && peer.path("namespaceSelector").isEmpty()
                        && peer.path("podSelector").isEmpty();
            }
            if (everybody && direction.equals("ingress")) {
                findings.add(policy.finding("spec." + direction, "lets in everybody"));
            }
            if (rule.path("ports").isEmpty()) {
                findings.add(policy.finding("spec." + direction, "opens every port"));
            }
        }
    }

    private Set<String> portsOfPods(KubeObject policy) {
        Map<String, String> wanted = KubeObject.texts(policy.at("spec", "podSelector", "matchLabels"));
        Set<String> ports = new TreeSet<>();
        bundle.podTemplates()
                .filter(pod -> pod.owner().namespace().equals(policy.namespace()))
                .filter(pod -> KubeObject.texts(pod.labels()).entrySet().containsAll(wanted.entrySet()))
                .flatMap(PodTemplate::containers)
                .forEach(container -> ports.addAll(PodReferences.ports(container)));
        return ports;
    }
}
