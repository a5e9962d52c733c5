// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** ConfigMaps as SREs write them. */
final class Documents {
    private final KubernetesClient client;

    Documents(KubernetesClient client) {
        this.client = client;
    }

    void apply(ConfigMap configMap) {
        client.configMaps()
                .inNamespace(configMap.getMetadata().getNamespace())
                .resource(configMap)
                .createOr(resource -> resource.update());
    }

    void remove(ConfigMap configMap) {
        client.resource(configMap).delete();
    }

    /** The table of the sizing article: an instance of 8 GPUs. */
    static ConfigMap articleProfile(String namespace) {
        return configMap(namespace, "article", "serving-profile", "profile.yaml", """
                apiVersion: headroom.dev/v1
                hardware: p4d.24xlarge
                gpus: 8
                tensorParallel: 8
                maxSequences: 128
                table:
                  inputTokens: 5000
                  outputTokens: 500
                  points:
                    - { concurrency: 1, e2e: 2.5s }
                    - { concurrency: 64, e2e: 5s }
                    - { concurrency: 128, e2e: 10s }
                """);
    }

    static ConfigMap policy(String namespace, String name, String endToEndLimit, String mode) {
        return policy(namespace, name, """
                apiVersion: headroom.dev/v1
                workload: { scaleTarget: { kind: Deployment, name: %s } }
                objectives:
                  - { signal: e2e, percentile: 95, atMost: %s }
                profile: article
                replicas: { min: 1, max: 40 }
                mode: %s
                """.formatted(name, endToEndLimit, mode));
    }

    static ConfigMap policy(String namespace, String name, String document) {
        return configMap(namespace, name, "slo-policy", "policy.yaml", document);
    }

    private static ConfigMap configMap(String namespace, String name, String kind, String key, String document) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("headroom.dev/kind", kind)
                .endMetadata()
                .addToData(key, document)
                .build();
    }
}
