// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/** What a model server asks of its node. */
final class GpuPods {
    private GpuPods() {}

    /** A server that takes so many GPUs and tolerates their taint, with more of its spec. */
    static PodSpec server(int gpus, String more) {
        return Serialization.unmarshal("""
                tolerations: [{ key: nvidia.com/gpu, operator: Exists }]
                containers:
                  - name: server
                    resources: { limits: { nvidia.com/gpu: "%d" } }
                %s
                """.formatted(gpus, more), PodSpec.class);
    }

    static PodNeeds needs(int gpus, String more) {
        return PodNeeds.of(server(gpus, more), NodeLabels.DEFAULT);
    }

    /** Deployment {@code llm/chat} of such servers. */
    static Deployment deployment(int replicas, PodSpec server) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("llm")
                .withName("chat")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewTemplate()
                .withSpec(server)
                .endTemplate()
                .endSpec()
                .build();
    }
}
