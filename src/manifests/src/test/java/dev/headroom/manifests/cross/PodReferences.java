// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Bundle.PodTemplate;
import dev.headroom.manifests.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a pod names must be there: accounts, ConfigMaps, Secrets, priority classes, and its own ports. */
final class PodReferences {
    private final Bundle bundle;
    private final Given given;
    private final List<Finding> findings = new ArrayList<>();

    private PodReferences(Bundle bundle, Given given) {
        this.bundle = bundle;
        this.given = given;
    }

    static List<Finding> check(Bundle bundle, Given given) {
        PodReferences references = new PodReferences(bundle, given);
        bundle.podTemplates().forEach(references::pod);
        return references.findings;
    }

    private void pod(PodTemplate pod) {
        String account = pod.spec().path("serviceAccountName").asText();
        if (!account.isEmpty() && !account.equals("default")) {
            named(pod, "ServiceAccount", account, "serviceAccountName");
        }
        String priority = pod.spec().path("priorityClassName").asText();
        if (!priority.isEmpty() && !priority.startsWith("system-")) {
            boolean there = bundle.has("scheduling.k8s.io", "PriorityClass", "", priority);
            require(there || given.has("PriorityClass", priority), pod, "priorityClassName", "PriorityClass", priority);
        }
        for (JsonNode volume : pod.spec().path("volumes")) {
            source(pod, volume.path("configMap"), "ConfigMap", "name");
            source(pod, volume.path("secret"), "Secret", "secretName");
            for (JsonNode projected : volume.path("projected").path("sources")) {
                source(pod, projected.path("configMap"), "ConfigMap", "name");
                source(pod, projected.path("secret"), "Secret", "name");
            }
        }
        pod.containers().forEach(container -> container(pod, container));
    }

    private void container(PodTemplate pod, JsonNode container) {
        for (JsonNode variable : container.path("env")) {
            source(pod, variable.path("valueFrom").path("configMapKeyRef"), "ConfigMap", "name");
            source(pod, variable.path("valueFrom").path("secretKeyRef"), "Secret", "name");
        }
        for (JsonNode all : container.path("envFrom")) {
            source(pod, all.path("configMapRef"), "ConfigMap", "name");
            source(pod, all.path("secretRef"), "Secret", "name");
        }
        Set<String> ports = ports(container);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            for (String way : List.of("httpGet", "tcpSocket", "grpc")) {
                JsonNode port = container.path(probe).path(way).path("port");
                if (!port.isMissingNode() && !ports.contains(port.asText())) {
                    findings.add(pod.owner()
                            .finding(
                                    pod.path(),
                                    probe + " asks port " + port.asText() + ", the container has " + ports));
                }
            }
        }
        JsonNode limits = container.path("resources").path("limits");
        boolean tolerates = PodTemplate.stream(pod.spec().path("tolerations"))
                .anyMatch(one -> one.path("key").asText("nvidia.com/gpu").equals("nvidia.com/gpu"));
        if (limits.has("nvidia.com/gpu") && !tolerates) {
            findings.add(pod.owner()
                    .finding(pod.path(), "wants nvidia.com/gpu and does not tolerate the taint of such nodes"));
        }
    }

    /** Names and numbers of a container's ports. */
    static Set<String> ports(JsonNode container) {
        return PodTemplate.stream(container.path("ports"))
                .flatMap(port -> Stream.of(
                        port.path("name").asText(), port.path("containerPort").asText()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void source(PodTemplate pod, JsonNode reference, String kind, String field) {
        if (reference.isObject() && !reference.path("optional").asBoolean()) {
            named(pod, kind, reference.path(field).asText(), field);
        }
    }

    private void named(PodTemplate pod, String kind, String name, String field) {
        boolean there = bundle.has("", kind, pod.owner().namespace(), name)
                || (kind.equals("Secret")
                        && Secrets.madeIn(bundle, pod.owner().namespace()).contains(name));
        require(there || given.has(kind, name), pod, field, kind, name);
    }

    private void require(boolean there, PodTemplate pod, String field, String kind, String name) {
        if (!there) {
            findings.add(pod.owner()
                    .finding(
                            pod.path(),
                            field + " names the " + kind + " '" + name
                                    + "', which is neither here nor said to be there"));
        }
    }
}
