// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The environment that the kubelet would give to the container of a pod. */
final class PodEnvironment {
    private PodEnvironment() {}

    static Map<String, String> of(Pod pod, Container container, KubernetesClient client, URI apiServer) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOSTNAME", pod.getMetadata().getName());
        environment.put("KUBERNETES_SERVICE_HOST", apiServer.getHost());
        environment.put("KUBERNETES_SERVICE_PORT", Integer.toString(apiServer.getPort()));
        for (EnvVar variable : container.getEnv()) {
            value(pod, variable, client)
                    .ifPresent(value -> environment.put(variable.getName(), expanded(value, environment)));
        }
        return environment;
    }

    private static Optional<String> value(Pod pod, EnvVar variable, KubernetesClient client) {
        EnvVarSource source = variable.getValueFrom();
        if (source == null) {
            return Optional.ofNullable(variable.getValue());
        }
        if (source.getFieldRef() != null) {
            return Optional.of(field(pod, source.getFieldRef().getFieldPath()));
        }
        if (source.getSecretKeyRef() != null) {
            Secret secret = client.secrets()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(source.getSecretKeyRef().getName())
                    .require();
            byte[] value = Base64.getDecoder()
                    .decode(secret.getData().get(source.getSecretKeyRef().getKey()));
            return Optional.of(new String(value, StandardCharsets.UTF_8));
        }
        throw new IllegalStateException("variable " + variable.getName() + " comes from where this run cannot read");
    }

    private static String field(Pod pod, String path) {
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "status.podIP" -> pod.getStatus().getPodIP();
            default -> throw new IllegalStateException("field " + path + " of a pod is not known to this run");
        };
    }

    /** References to earlier variables. */
    private static String expanded(String value, Map<String, String> earlier) {
        String text = value;
        for (Map.Entry<String, String> variable : earlier.entrySet()) {
            text = text.replace("$(" + variable.getKey() + ")", variable.getValue());
        }
        return text;
    }
}
