// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import dev.headroom.cli.init.FoundWorkload.Scaler;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.telemetry.ScaleTarget;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lists the objects of a cluster, and finds the model servers among them. It only gets and lists. */
final class ClusterSurvey {
    static final String KIND_LABEL = "headroom.dev/kind";
    static final String POLICY_KIND = "slo-policy";
    static final String POLICY_KEY = "policy.yaml";

    private static final ResourceDefinitionContext SCALED_OBJECTS = new ResourceDefinitionContext.Builder()
            .withGroup("keda.sh")
            .withVersion("v1alpha1")
            .withKind("ScaledObject")
            .withPlural("scaledobjects")
            .withNamespaced(true)
            .build();

    /** KEDA's default. */
    private static final int MOST_OF_KEDA = 100;

    private static final Comparator<Target> BY_NAME =
            Comparator.comparing(one -> one.target().toString());

    private final KubernetesClient client;
    private final Optional<String> namespace;
    private final Map<ScaleTarget, Scaler> scalers = new HashMap<>();
    private final Map<ScaleTarget, String> policies = new HashMap<>();
    private final Set<DocumentName> takenNames = new HashSet<>();
    private boolean keda = true;

    /**
     * The outcome.
     *
     * @param workloads with a model server, by namespace and name
     * @param keda whether the cluster has ScaledObjects
     */
    record Found(List<FoundWorkload> workloads, boolean keda) {
        Found {
            workloads = List.copyOf(workloads);
        }
    }

    private record Target(ScaleTarget target, int replicas, FoundServer server) {}

    private ClusterSurvey(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Looks in one namespace, or in all. */
    static Found of(KubernetesClient client, Optional<String> namespace) {
        return new ClusterSurvey(client, namespace).found();
    }

    private Found found() {
        List<Target> targets = targets();
        if (targets.isEmpty()) {
            return new Found(List.of(), keda);
        }
        // A ScaledObject is told before the HPA that it has.
        readHpas();
        readScaledObjects();
        readPolicies();
        return new Found(targets.stream().sorted(BY_NAME).map(this::workload).toList(), keda);
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (Deployment one : list(client.apps().deployments(), "deployments.apps")) {
            target(one, one.getSpec().getReplicas(), one.getSpec().getTemplate())
                    .ifPresent(targets::add);
        }
        for (StatefulSet one : list(client.apps().statefulSets(), "statefulsets.apps")) {
            target(one, one.getSpec().getReplicas(), one.getSpec().getTemplate())
                    .ifPresent(targets::add);
        }
        return targets;
    }

    private static Optional<Target> target(HasMetadata owner, Integer replicas, PodTemplateSpec template) {
        ScaleTarget target = new ScaleTarget(
                owner.getMetadata().getNamespace(),
                owner.getKind(),
                owner.getMetadata().getName());
        return FoundServer.in(template).map(server -> new Target(target, replicas == null ? 1 : replicas, server));
    }

    private void readHpas() {
        for (HorizontalPodAutoscaler one :
                list(client.autoscaling().v2().horizontalPodAutoscalers(), "horizontalpodautoscalers.autoscaling")) {
            Integer min = one.getSpec().getMinReplicas();
            scalers.put(
                    new ScaleTarget(
                            one.getMetadata().getNamespace(),
                            one.getSpec().getScaleTargetRef().getKind(),
                            one.getSpec().getScaleTargetRef().getName()),
                    new Scaler(
                            "HorizontalPodAutoscaler",
                            one.getMetadata().getName(),
                            min == null ? 1 : min,
                            one.getSpec().getMaxReplicas()));
        }
    }

    private void readScaledObjects() {
        List<GenericKubernetesResource> all;
        try {
            all = list(client.genericKubernetesResources(SCALED_OBJECTS), "scaledobjects.keda.sh");
        } catch (KubernetesClientException absent) {
            // The API server does not know the kind.
            keda = false;
            return;
        }
        for (GenericKubernetesResource one : all) {
            String in = one.getMetadata().getNamespace();
            String name = one.getMetadata().getName();
            takenNames.add(new DocumentName(in, name));
            if (one.get("spec", "scaleTargetRef", "name") instanceof String target) {
                String kind = one.get("spec", "scaleTargetRef", "kind") instanceof String said ? said : "Deployment";
                int min = one.get("spec", "minReplicaCount") instanceof Number said ? said.intValue() : 0;
                int max = one.get("spec", "maxReplicaCount") instanceof Number said ? said.intValue() : MOST_OF_KEDA;
                scalers.put(new ScaleTarget(in, kind, target), new Scaler("ScaledObject", name, min, max));
            }
        }
    }

    private void readPolicies() {
        List<ConfigMap> all = asked(
                "configmaps",
                () -> namespace.isPresent()
                        ? client.configMaps()
                                .inNamespace(namespace.get())
                                .withLabel(KIND_LABEL, POLICY_KIND)
                                .list()
                                .getItems()
                        : client.configMaps()
                                .inAnyNamespace()
                                .withLabel(KIND_LABEL, POLICY_KIND)
                                .list()
                                .getItems());
        for (ConfigMap one : all) {
            DocumentName name = new DocumentName(
                    one.getMetadata().getNamespace(), one.getMetadata().getName());
            String text = one.getData() == null ? "" : one.getData().getOrDefault(POLICY_KEY, "");
            Optional<SloPolicy> policy = SloPolicyReader.read(text, name)
                    .fold(valid -> Optional.of(valid.value()), faults -> Optional.empty());
            policy.flatMap(valid -> valid.workload().scaleTarget())
                    .ifPresent(target -> policies.put(target, name.name()));
        }
    }

    private FoundWorkload workload(Target target) {
        ScaleTarget key = target.target();
        return new FoundWorkload(
                key.namespace(),
                key.kind(),
                key.name(),
                target.replicas(),
                target.server(),
                Optional.ofNullable(scalers.get(key)),
                Optional.ofNullable(policies.get(key)),
                freeName(key));
    }

    /** A Deployment often has a ConfigMap of its own name, which an apply would overwrite. */
    private String freeName(ScaleTarget target) {
        return Stream.concat(
                        Stream.of(target.name(), target.name() + "-slo"),
                        Stream.iterate(2, number -> number + 1).map(number -> target.name() + "-slo-" + number))
                .filter(name -> takenNames.add(new DocumentName(target.namespace(), name)))
                .filter(name -> asked(
                                "configmaps",
                                () -> client.configMaps()
                                        .inNamespace(target.namespace())
                                        .withName(name)
                                        .get())
                        == null)
                .findFirst()
                .orElseThrow();
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> list(
            MixedOperation<T, L, ?> all, String resource) {
        return asked(
                resource,
                () -> namespace.isPresent()
                        ? all.inNamespace(namespace.get()).list().getItems()
                        : all.inAnyNamespace().list().getItems());
    }

    private <T> T asked(String resource, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException refusal) {
            String where = namespace.map(one -> "namespace " + one).orElse("all namespaces");
            switch (refusal.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> throw refusal;
                case HttpURLConnection.HTTP_FORBIDDEN ->
                    throw new IllegalStateException(
                            "the cluster forbids to list or get " + resource + " in " + where
                                    + ": grant the verbs get and list, or name another namespace by -n",
                            refusal);
                case HttpURLConnection.HTTP_UNAUTHORIZED ->
                    throw new IllegalStateException(
                            client.getMasterUrl() + " does not accept the credentials of the kubeconfig", refusal);
                default ->
                    throw new IllegalStateException(
                            client.getMasterUrl() + " does not list " + resource + ": " + causeOf(refusal), refusal);
            }
        }
    }

    private static String causeOf(KubernetesClientException refusal) {
        Throwable cause = refusal;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
