// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds objects against the types that the Kubernetes API publishes, as the generated classes of its Java client tell them. */
public final class CoreTypes {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    /** Kinds by group and version. What is not here has a schema of its own or is refused. */
    private static final Map<String, List<String>> KINDS = new TreeMap<>(Map.of(
            "v1",
                    List.of(
                            "ConfigMap",
                            "LimitRange",
                            "Namespace",
                            "PersistentVolumeClaim",
                            "Pod",
                            "PodTemplate",
                            "ResourceQuota",
                            "Secret",
                            "Service",
                            "ServiceAccount"),
            "apps/v1", List.of("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"),
            "autoscaling/v2", List.of("HorizontalPodAutoscaler"),
            "batch/v1", List.of("CronJob", "Job"),
            "coordination.k8s.io/v1", List.of("Lease"),
            "networking.k8s.io/v1", List.of("Ingress", "NetworkPolicy"),
            "policy/v1", List.of("PodDisruptionBudget"),
            "rbac.authorization.k8s.io/v1", List.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"),
            "scheduling.k8s.io/v1", List.of("PriorityClass"),
            "storage.k8s.io/v1", List.of("StorageClass")));

    private CoreTypes() {}

    /** Whether Kubernetes itself has this kind. */
    public static boolean knows(KubeObject object) {
        return KINDS.getOrDefault(object.apiVersion(), List.of()).contains(object.kind());
    }

    /** What is unknown, missing or of a wrong type. */
    public static List<Finding> check(KubeObject object) {
        String version = object.apiVersion().substring(object.apiVersion().indexOf('/') + 1);
        String name = Character.toUpperCase(version.charAt(0)) + version.substring(1) + object.kind();
        return check(object, object.tree(), name, "");
    }

    /**
     * Holds a part of an object against a named type.
     *
     * @param type the class' simple name, e.g. {@code V1PodTemplateSpec}
     * @param path where the part stands
     */
    public static List<Finding> check(KubeObject object, JsonNode part, String type, String path) {
        List<Finding> findings = new ArrayList<>();
        TypeWalk walk = new TypeWalk((at, message) -> findings.add(object.finding(at, message)));
        walk.model(classOf(type).orElseThrow(() -> new IllegalArgumentException("no type " + type)), part, path);
        return findings;
    }

    private static Optional<Class<?>> classOf(String type) {
        try {
            return Optional.of(Class.forName(MODELS + type));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
