// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.Applied;
import dev.headroom.e2e.cluster.ClusterAccess;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.UnaryOperator;

/** One model, its policy and its ScaledObject, made from the shipped files with another name. */
public final class DeployedWorkload implements AutoCloseable {
    /** The namespace of all workloads. */
    public static final String NAMESPACE = "llm";

    private static final String SHIPPED_NAME = "llama-3-8b";
    private static final List<String> FILES = List.of(
            "deploy/examples/serving-profile.yaml",
            "deploy/examples/slo-policy.yaml",
            "deploy/collector/vllm.yaml",
            "deploy/examples/scaledobject.yaml");

    private final KubernetesClient client;
    private final String name;
    private final List<HasMetadata> objects;

    /**
     * How it differs from the shipped files.
     *
     * @param name of all its objects
     * @param minReplicas of the ScaledObject and of the policy
     * @param maxReplicas of both
     * @param readySeconds from the placement of a pod to its readiness
     * @param startReplicas of the Deployment at its creation
     * @param edit of the text of all files, after the name is replaced
     */
    public record Shape(
            String name,
            int minReplicas,
            int maxReplicas,
            int readySeconds,
            int startReplicas,
            UnaryOperator<String> edit) {
        /** Begins with its fewest replicas, but at least one. */
        public Shape(String name, int minReplicas, int maxReplicas, int readySeconds, UnaryOperator<String> edit) {
            this(name, minReplicas, maxReplicas, readySeconds, Math.max(1, minReplicas), edit);
        }

        /** Without another difference. */
        public Shape(String name, int minReplicas, int maxReplicas, int readySeconds) {
            this(name, minReplicas, maxReplicas, readySeconds, UnaryOperator.identity());
        }

        /** The same with so many replicas at the beginning. */
        Shape startingWith(int replicas) {
            return new Shape(name, minReplicas, maxReplicas, readySeconds, replicas, edit);
        }

        String edited(String text) {
            return edit.apply(text.replace(SHIPPED_NAME, name)
                    .replace("replicas: { min: 1, max: 40", "replicas: { min: " + minReplicas + ", max: " + maxReplicas)
                    .replace("minReplicaCount: 1\n", "minReplicaCount: " + minReplicas + "\n")
                    .replace("maxReplicaCount: 40\n", "maxReplicaCount: " + maxReplicas + "\n"));
        }
    }

    private DeployedWorkload(KubernetesClient client, String name, List<HasMetadata> objects) {
        this.client = client;
        this.name = name;
        this.objects = objects;
    }

    /** Creates its objects. */
    public static DeployedWorkload created(ClusterAccess cluster, Shape shape) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : FILES) {
            text.append("---\n").append(Files.readString(cluster.home().resolve(file)));
        }
        KubernetesClient client = cluster.client();
        List<HasMetadata> objects = Applied.objects(client, shape.edited(text.toString()));
        objects.forEach(object -> {
            if (object instanceof Deployment deployment) {
                cluster.standIn(deployment, shape.readySeconds());
                deployment.getSpec().setReplicas(shape.startReplicas());
            }
            client.resource(object).forceConflicts().serverSideApply();
        });
        return new DeployedWorkload(client, shape.name(), objects);
    }

    public String name() {
        return name;
    }

    /** What KEDA and the HPA have set. */
    public int wanted() {
        Integer replicas = deployment().getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    /** Pods that are Ready. */
    public int ready() {
        Integer ready = deployment().getStatus().getReadyReplicas();
        return ready == null ? 0 : ready;
    }

    /** The present Deployment. */
    public Deployment deployment() {
        return client.apps().deployments().inNamespace(NAMESPACE).withName(name).require();
    }

    /** The present ScaledObject. */
    public GenericKubernetesResource scaledObject() {
        return client.genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace(NAMESPACE)
                .withName(name)
                .require();
    }

    /** Deletes its objects, the ScaledObject first: KEDA would otherwise scale what goes. */
    @Override
    public void close() {
        for (int index = objects.size() - 1; index >= 0; index--) {
            client.resource(objects.get(index)).delete();
        }
    }
}
