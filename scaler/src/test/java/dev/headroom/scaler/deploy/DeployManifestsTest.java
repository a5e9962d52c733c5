// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static dev.headroom.scaler.deploy.StrictKubernetes.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped manifests are what an API server takes, and fit the service and each other. */
class DeployManifestsTest {
    private static final Path MANIFEST = DEPLOY.resolve("manifests/headroom.yaml");
    private static final Set<String> WRITTEN_BY_HAND = Set.of("manifests", "collector", "examples");
    /** Kinds that Kubernetes itself does not know; their fields are checked beside the charts. */
    private static final Map<String, String> OF_OTHERS = Map.of(
            "Kustomization", "kustomize.config.k8s.io/v1beta1",
            "Issuer", "cert-manager.io/v1",
            "ClusterIssuer", "cert-manager.io/v1",
            "Certificate", "cert-manager.io/v1");

    private static final String HEALTH = "/q/health/";

    private final List<KubernetesResource> manifest = StrictKubernetes.documents(MANIFEST).stream()
            .map(StrictKubernetes::typed)
            .toList();
    private final Deployment deployment = only(Deployment.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().get(0);
    private final Service service = only(Service.class);
    private final ServiceConfiguration configuration = ServiceConfiguration.shipped();

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            // Charts, overlays and what is made of them are checked in a module of their own.
            return files
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> WRITTEN_BY_HAND.contains(
                            DEPLOY.relativize(file).getName(0).toString()))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyDocumentIsOfItsKind(Path file) {
        assertThat(StrictKubernetes.documents(file)).isNotEmpty().allSatisfy(document -> {
            if ("ScaledObject".equals(document.get("kind"))) {
                assertThat(ScaledObjectRules.faultsOf(document)).isEmpty();
            } else if (OF_OTHERS.containsKey(String.valueOf(document.get("kind")))) {
                assertThat(document.get("apiVersion")).isEqualTo(OF_OTHERS.get(String.valueOf(document.get("kind"))));
            } else {
                assertThat(StrictKubernetes.typed(document)).isNotNull();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "readOnlyRootFilesystem: true, readOnlyRootFileSystem: true",
        "containerPort: 9090, containerport: 9090",
        "containerPort: 9090, containerPort: '\"9090\"'",
        "replicas: 3, replicas: three",
        "'prometheus.io/scrape: \"true\"', 'prometheus.io/scrape: true'",
        "periodSeconds: 2, perodSeconds: 2",
        "'verbs: [create]', 'verb: [create]'",
        "kind: ServiceAccount, kind: ServiceAcount",
        "apiVersion: apps/v1, apiVersion: apps/v2",
        "terminationGracePeriodSeconds: 60, serviceAccountName: headroom",
    })
    void aWrongManifestIsRejected(String right, String wrong) throws IOException {
        String text = Files.readString(MANIFEST);
        assertThat(text).contains(right);

        assertThatThrownBy(
                        () -> StrictKubernetes.documents(text.replaceFirst(java.util.regex.Pattern.quote(right), wrong))
                                .forEach(StrictKubernetes::typed))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void everythingLivesInTheNamespaceThatComesFirst() {
        String namespace = only(Namespace.class).getMetadata().getName();

        assertThat(manifest.get(0)).isInstanceOf(Namespace.class);
        assertThat(List.of(only(ServiceAccount.class), deployment, service))
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo(namespace));
    }

    @Test
    void thePortsAreTheServicesOwn() {
        Map<String, Integer> listened = new TreeMap<>();
        container.getPorts().forEach(port -> listened.put(port.getName(), port.getContainerPort()));

        assertThat(listened).isEqualTo(Map.of("grpc", configuration.grpcPort(), "http", configuration.httpPort()));
        assertThat(service.getSpec().getPorts()).hasSize(listened.size()).allSatisfy(port -> {
            assertThat(port.getTargetPort().getStrVal()).isIn(listened.keySet());
            assertThat(port.getPort())
                    .isEqualTo(listened.get(port.getTargetPort().getStrVal()));
        });
    }

    @Test
    void theServiceFindsThePodsOfTheDeployment() {
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();

        assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(labels)
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    }

    @Test
    void triggersCallTheServicesAddress() throws IOException {
        int port = service.getSpec().getPorts().stream()
                .filter(candidate -> candidate.getName().equals("grpc"))
                .mapToInt(ServicePort::getPort)
                .findFirst()
                .orElseThrow();
        String address = service.getMetadata().getName() + "."
                + service.getMetadata().getNamespace() + ".svc.cluster.local:" + port;

        assertThat(Files.readString(DEPLOY.resolve("examples/scaledobject.yaml")))
                .contains("scalerAddress: " + address);
    }

    @Test
    void probesAskWhatQuarkusServes() {
        assertThat(configuration.movesTheHealthPaths()).isFalse();
        assertProbe(container.getStartupProbe(), "started");
        assertProbe(container.getLivenessProbe(), "live");
        assertProbe(container.getReadinessProbe(), "ready");
        assertThat(container.getReadinessProbe().getTimeoutSeconds())
                .as("longer than the service takes to probe its own port")
                .isGreaterThan(2);
    }

    @Test
    void prometheusFindsTheMetrics() {
        assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry("prometheus.io/port", Integer.toString(configuration.httpPort()))
                .containsEntry("prometheus.io/path", configuration.metricsPath());
    }

    @Test
    void everyVariableIsASettingOfTheService() {
        assertThat(container.getEnv())
                .extracting(EnvVar::getName)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(configuration.variables()).contains(name));
        assertThat(configuration.variables())
                .contains("HEADROOM_PLAN_DARK_GRACE", "HEADROOM_CLOCK_JOINS_REAL_TIME_AT")
                .doesNotContain("HEADROOM_TOPIC_SPANS", "HEADROOM_PLAN");
    }

    @Test
    void whatTheServiceWritesItCanWrite() {
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"))
                .allSatisfy(mount -> assertThat(pod.getVolumes())
                        .anySatisfy(volume -> assertThat(volume.getName()).isEqualTo(mount.getName())));
    }

    @Test
    void theServiceMayDoWhatItCallsAndNoMore() {
        ClusterRole role = only(ClusterRole.class);
        Map<String, Set<String>> allowed = new TreeMap<>();
        for (PolicyRule rule : role.getRules()) {
            for (String group : rule.getApiGroups()) {
                rule.getResources()
                        .forEach(resource -> allowed.computeIfAbsent(group + "/" + resource, key -> new TreeSet<>())
                                .addAll(rule.getVerbs()));
            }
        }

        Set<String> informer = Set.of("list", "watch");
        // An Event about an object needs its uid.
        Set<String> told = Set.of("get", "list", "watch");
        assertThat(allowed)
                .isEqualTo(Map.ofEntries(
                        Map.entry("/configmaps", told),
                        Map.entry("/pods", informer),
                        Map.entry("/nodes", informer),
                        Map.entry("apps/deployments", told),
                        Map.entry("apps/statefulsets", told),
                        Map.entry("leaderworkerset.x-k8s.io/leaderworkersets", informer),
                        Map.entry("keda.sh/scaledobjects", informer),
                        Map.entry("autoscaling/horizontalpodautoscalers", Set.of("list")),
                        Map.entry("karpenter.sh/nodeclaims", informer),
                        Map.entry("karpenter.sh/nodepools", informer),
                        Map.entry("karpenter.k8s.aws/ec2nodeclasses", informer),
                        Map.entry("/events", Set.of("create"))));
    }

    @Test
    void theRightsAreGivenToTheAccountThatTheServiceRunsUnder() {
        ServiceAccount account = only(ServiceAccount.class);
        ClusterRoleBinding binding = only(ClusterRoleBinding.class);

        assertThat(pod.getServiceAccountName()).isEqualTo(account.getMetadata().getName());
        assertThat(binding.getRoleRef().getKind()).isEqualTo("ClusterRole");
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(only(ClusterRole.class).getMetadata().getName());
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getKind()).isEqualTo("ServiceAccount");
            assertThat(subject.getName()).isEqualTo(account.getMetadata().getName());
            assertThat(subject.getNamespace()).isEqualTo(account.getMetadata().getNamespace());
        });
    }

    private void assertProbe(Probe probe, String check) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(HEALTH + check);
        assertThat(probe.getHttpGet().getPort().getStrVal())
                .isIn(container.getPorts().stream()
                        .filter(port -> port.getContainerPort() == configuration.httpPort())
                        .map(ContainerPort::getName)
                        .collect(Collectors.toSet()));
    }

    private <T extends KubernetesResource> T only(Class<T> kind) {
        List<T> found =
                manifest.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).as(kind.getSimpleName()).hasSize(1);
        return found.get(0);
    }
}
