// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Karpenter with the provider that plays a cloud: one type of instance with one GPU. */
public final class Karpenter {
    /** Of the NodePool and its NodeClass. */
    public static final String POOL = "gpu";

    private static final ResourceDefinitionContext NODE_CLASSES = new ResourceDefinitionContext.Builder()
            .withGroup("karpenter.kwok.sh")
            .withVersion("v1alpha1")
            .withKind("KWOKNodeClass")
            .withPlural("kwoknodeclasses")
            .withNamespaced(false)
            .build();

    private Karpenter() {}

    static Daemon started(Workplace place, Addresses addresses, ClusterCredentials credentials, KubernetesClient client)
            throws IOException {
        Applied.folder(client, place.programs().folder(GoProgram.KARPENTER).resolve("crds"));
        Map<String, String> environment = Map.of(
                "KUBECONFIG", credentials.adminKubeconfig().toString(),
                "INSTANCE_TYPES_FILE_PATH",
                        place.file("instance-types.json", INSTANCE_TYPES).toString(),
                "DISABLE_LEADER_ELECTION", "true",
                "SYSTEM_NAMESPACE", "kube-system",
                // Of the wait for more pods before a node is asked for.
                "BATCH_IDLE_DURATION", "1s",
                "METRICS_PORT", Integer.toString(addresses.portOfAllAddresses(0)),
                "HEALTH_PROBE_PORT", Integer.toString(addresses.portOfAllAddresses(1)));
        return place.cleanup()
                .opened(new Daemon(
                        "karpenter", List.of(place.executable(GoProgram.KARPENTER, "kwok")), environment, place.logs()))
                .start();
    }

    /**
     * Gives the cluster a NodePool.
     *
     * @param registrationSeconds from the claim of a node to the node
     * @param gpus that the pool may hold at most
     */
    public static void pool(KubernetesClient client, int registrationSeconds, int gpus) {
        Applied.text(client, """
                apiVersion: karpenter.kwok.sh/v1alpha1
                kind: KWOKNodeClass
                metadata: { name: gpu }
                spec: { nodeRegistrationDelay: %ds }
                ---
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: { name: gpu }
                spec:
                  limits: { nvidia.com/gpu: %d }
                  disruption: { consolidationPolicy: WhenEmpty, consolidateAfter: 30s }
                  template:
                    spec:
                      requirements:
                        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
                      nodeClassRef: { group: karpenter.kwok.sh, kind: KWOKNodeClass, name: gpu }
                """.formatted(registrationSeconds, gpus));
        // No controller of this provider says that its NodeClass is ready.
        client.genericKubernetesResources(NODE_CLASSES).withName(POOL).editStatus(Karpenter::ready);
    }

    private static GenericKubernetesResource ready(GenericKubernetesResource nodeClass) {
        nodeClass.setAdditionalProperty(
                "status",
                Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type", "Ready",
                                "status", "True",
                                "reason", "Ready",
                                "message", "",
                                "lastTransitionTime", Instant.now().toString()))));
        return nodeClass;
    }

    private static final String INSTANCE_TYPES = """
            [{
              "name": "p5.4xlarge",
              "offerings": [{
                "Price": 6.88,
                "Available": true,
                "Requirements": [
                  { "key": "karpenter.sh/capacity-type", "operator": "In", "values": ["on-demand"] },
                  { "key": "topology.kubernetes.io/zone", "operator": "In", "values": ["zone-a"] }
                ]
              }],
              "architecture": "amd64",
              "operatingSystems": ["linux"],
              "resources": {
                "cpu": "16", "memory": "256Gi", "pods": "110", "ephemeral-storage": "100Gi", "nvidia.com/gpu": "1"
              }
            }]
            """;
}
