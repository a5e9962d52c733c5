// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** Kinds that a cluster may have, and objects of them as YAML has them. */
final class Kinds {
    static final List<CustomResourceDefinitionContext> ALL = List.of(
            kind("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects", true),
            kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
            kind("karpenter.sh", "v1", "NodePool", "nodepools", false),
            kind("karpenter.sh", "v1", "NodeClaim", "nodeclaims", false),
            kind("karpenter.k8s.aws", "v1", "EC2NodeClass", "ec2nodeclasses", false),
            kind("leaderworkerset.x-k8s.io", "v1", "LeaderWorkerSet", "leaderworkersets", true));

    private Kinds() {}

    private static CustomResourceDefinitionContext kind(
            String group, String version, String kind, String plural, boolean namespaced) {
        return new CustomResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withScope(namespaced ? "Namespaced" : "Cluster")
                .build();
    }

    /** An object with everything but its metadata from YAML. */
    static GenericKubernetesResource object(String kind, String name, String yaml) {
        CustomResourceDefinitionContext known = ALL.stream()
                .filter(one -> one.getKind().equals(kind))
                .findFirst()
                .orElseThrow();
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(known.getGroup() + "/" + known.getVersion());
        object.setKind(kind);
        object.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(known.isNamespaceScoped() ? "llm" : null)
                .withCreationTimestamp(PodFixture.CREATED.toString())
                .build());
        Map<?, ?> fields = Serialization.unmarshal(yaml, Map.class);
        fields.forEach((key, value) -> object.setAdditionalProperty(key.toString(), value));
        return object;
    }

    /** With labels or annotations, and another creation. */
    static GenericKubernetesResource labelled(GenericKubernetesResource object, Map<String, String> labels) {
        object.getMetadata().setLabels(labels);
        return object;
    }

    static GenericKubernetesResource annotated(GenericKubernetesResource object, String key, String value) {
        object.getMetadata().setAnnotations(Map.of(key, value));
        return object;
    }

    static GenericKubernetesResource gpuPool(String name, String limits) {
        return object("NodePool", name, """
                spec:
                  limits: %s
                  template:
                    spec:
                      taints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }]
                      requirements:
                        - { key: karpenter.k8s.aws/instance-gpu-name, operator: In, values: [l40s] }
                        - { key: karpenter.k8s.aws/instance-gpu-count, operator: In, values: ["1", "4", "8"] }
                """.formatted(limits));
    }

    static GenericKubernetesResource cpuPool() {
        return object("NodePool", "cpu", """
                spec:
                  template:
                    spec:
                      requirements:
                        - { key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] }
                """);
    }

    static GenericKubernetesResource scaledObject(int min, int max, String behavior) {
        return object("ScaledObject", "chat-scaling", """
                spec:
                  scaleTargetRef: { kind: Deployment, name: chat }
                  minReplicaCount: %d
                  maxReplicaCount: %d
                  advanced: { horizontalPodAutoscalerConfig: { behavior: %s } }
                  triggers:
                    - type: external-push
                      metadata: { scalerAddress: "headroom:9090", policy: chat }
                """.formatted(min, max, behavior));
    }

    static GenericKubernetesResource claim(String name, String conditions) {
        return labelled(
                object("NodeClaim", name, """
                        spec:
                          requirements: [{ key: karpenter.sh/nodepool, operator: In, values: [gpu] }]
                          resources: { requests: { nvidia.com/gpu: "2" } }
                          taints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }]
                        status:
                          conditions: %s
                        """.formatted(conditions)),
                Map.of("karpenter.sh/nodepool", "gpu", "karpenter.k8s.aws/instance-gpu-name", "l40s"));
    }
}
