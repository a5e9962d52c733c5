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
import java.util.stream.Stream;

/** Whatever selects must select something: Services and their ports, budgets, network policies, monitors. */
final class Selections {
    private final Bundle bundle;
    private final List<Finding> findings = new ArrayList<>();

    private Selections(Bundle bundle) {
        this.bundle = bundle;
    }

    static List<Finding> check(Bundle bundle) {
        Selections selections = new Selections(bundle);
        bundle.of("", "Service").forEach(selections::service);
        bundle.of("policy", "PodDisruptionBudget").forEach(one -> selections.pods(one, one.at("spec", "selector")));
        bundle.of("networking.k8s.io", "NetworkPolicy")
                .forEach(one -> selections.pods(one, one.at("spec", "podSelector")));
        bundle.of("monitoring.coreos.com", "ServiceMonitor").forEach(selections::monitor);
        bundle.podTemplates().forEach(selections::spread);
        return selections.findings;
    }

    private void service(KubeObject service) {
        List<PodTemplate> pods = selected(service.namespace(), service.at("spec", "selector"));
        if (pods.isEmpty()) {
            findings.add(service.finding("spec.selector", "matches no pod template"));
        }
        Set<String> ports = new TreeSet<>();
        pods.forEach(pod -> pod.containers().forEach(container -> ports.addAll(PodReferences.ports(container))));
        for (JsonNode port : service.at("spec", "ports")) {
            String target = port.has("targetPort")
                    ? port.path("targetPort").asText()
                    : port.path("port").asText();
            if (!pods.isEmpty() && !ports.contains(target)) {
                findings.add(service.finding("spec.ports", "leads to port " + target + ", the pods have " + ports));
            }
            String asked = port.path("port").asText();
            if (service.at("spec", "clusterIP").asText().equals("None") && !pods.isEmpty() && !ports.contains(asked)) {
                findings.add(service.finding(
                        "spec.ports", "is headless and so translates no port " + asked + ", the pods have " + ports));
            }
        }
    }

    private void pods(KubeObject object, JsonNode selector) {
        if (selected(object.namespace(), selector.path("matchLabels")).isEmpty()) {
            findings.add(object.finding("spec", "selects no pod template"));
        }
    }

    private void spread(PodTemplate pod) {
        for (JsonNode constraint : pod.spec().path("topologySpreadConstraints")) {
            if (!matches(constraint.path("labelSelector").path("matchLabels"), pod.labels())) {
                findings.add(pod.owner().finding(pod.path(), "a spread constraint does not count its own pods"));
            }
        }
    }

    private void monitor(KubeObject monitor) {
        List<KubeObject> services = bundle.of("", "Service")
                .filter(service ->
                        matches(monitor.at("spec", "selector", "matchLabels"), service.at("metadata", "labels")))
                .toList();
        if (services.isEmpty()) {
            findings.add(monitor.finding("spec.selector", "matches no Service"));
        }
        JsonNode names = monitor.at("spec", "namespaceSelector", "matchNames");
        for (KubeObject service : services) {
            boolean looked =
                    PodTemplate.stream(names).anyMatch(name -> name.asText().equals(service.namespace()));
            if (!names.isMissingNode() && !looked) {
                findings.add(monitor.finding("spec.namespaceSelector", "does not look where " + service + " is"));
            }
        }
        for (JsonNode endpoint : monitor.at("spec", "endpoints")) {
            long having = services.stream()
                    .filter(service -> PodTemplate.stream(service.at("spec", "ports"))
                            .anyMatch(port -> port.path("name")
                                    .asText()
                                    .equals(endpoint.path("port").asText())))
                    .count();
            if (endpoint.has("port") && having != 1) {
                findings.add(monitor.finding(
                        "spec.endpoints",
                        having + " Services that are matched have a port " + endpoint.path("port") + ", must be one"));
            }
        }
    }

    private List<PodTemplate> selected(String namespace, JsonNode labels) {
        Stream<PodTemplate> there = bundle.podTemplates()
                .filter(pod -> pod.owner().namespace().equals(namespace))
                .filter(pod -> matches(labels, pod.labels()));
        return there.toList();
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        Map<String, String> wanted = KubeObject.texts(selector);
        return KubeObject.texts(labels).entrySet().containsAll(wanted.entrySet());
    }
}
