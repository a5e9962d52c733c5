// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle.PodTemplate;
import dev.headroom.manifests.read.Charts;
import dev.headroom.manifests.read.Kustomization;
import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody has to switch on: who reaches the ports, and what the service may do in the cluster. */
class SecureAsInstalledTest {
    private static final Path CHART = DeployFolder.CHARTS.resolve("headroom");
    private static final String RBAC = "rbac.authorization.k8s.io";

    static List<Charts.Case> cases() {
        return Charts.cases(DeployFolder.CHARTS).stream()
                .filter(chartCase -> chartCase.chart().equals(CHART))
                .toList();
    }

    private static Bundle rendered(String values) {
        Optional<Path> file = values.isEmpty()
                ? Optional.empty()
                : Optional.of(CHART.resolve("ci").resolve(values));
        return Charts.render(new Charts.Case(CHART, file)).bundle();
    }

    @Test
    void theChartClosesBothPortsByItself() {
        KubeObject policy = policyOf(rendered(""));

        assertThat(texts(policy.at("spec", "policyTypes"))).containsExactly("Ingress");
        assertThat(namespacesAt(policy, "grpc")).containsExactly("keda");
        assertThat(namespacesAt(policy, "http")).containsExactly("monitoring");
        assertThat(policy.at("spec", "ingress")).hasSize(2);
    }

    @Test
    void theNamespacesOfKedaAndOfTheMonitoringCanBeOthers() {
        KubeObject policy = policyOf(rendered("ports-values.yaml"));

        assertThat(namespacesAt(policy, "grpc")).containsExactly("keda-system", "openshift-keda");
        assertThat(namespacesAt(policy, "http")).containsExactly("observability");
    }

    @Test
    void thePortOfTheWebIsClosedToAllWhereNobodyIsNamed() {
        KubeObject policy = policyOf(rendered("network-policy-values.yaml"));

        assertThat(policy.at("spec", "ingress")).hasSize(1);
        assertThat(texts(policy.at("spec", "policyTypes"))).containsExactly("Ingress", "Egress");
    }

    @Test
    void onlyWhoSaysSoHasNoPolicy() {
        assertThat(cases())
                .filteredOn(chartCase -> Charts.render(chartCase)
                        .bundle()
                        .of("networking.k8s.io", "NetworkPolicy")
                        .findAny()
                        .isEmpty())
                .extracting(Charts.Case::toString)
                .containsExactly("headroom with network-open-values.yaml");
    }

    @Test
    void kustomizeClosesThemAsTheChartDoes() {
        Bundle plain = Kustomization.build(DeployFolder.ROOT.resolve("manifests"));
        Bundle moved = Kustomization.build(DeployFolder.ROOT.resolve("kustomize/headroom"));

        assertThat(policyOf(plain).tree()).isEqualTo(policyOf(rendered("")).tree());
        assertThat(namespacesAt(policyOf(moved), "grpc")).containsExactly("keda-system");
        assertThat(namespacesAt(policyOf(moved), "http")).containsExactly("observability");
    }

    @Test
    void theDocumentedWayMakesCertificatesAndAsksForThem() {
        Bundle bundle = rendered("secure-values.yaml");
        JsonNode container = bundle.of("apps", "Deployment")
                .findFirst()
                .orElseThrow()
                .at("spec", "template", "spec", "containers")
                .path(0);

        assertThat(bundle.of("cert-manager.io", "Certificate")).isNotEmpty();
        assertThat(container.path("env").findValuesAsText("name"))
                .contains("HEADROOM_TLS_CERTIFICATE", "HEADROOM_TLS_CLIENT_CA");
        assertThat(YamlText.read(Path.of("../docs/install.md"))).contains("ci/secure-values.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rbac-namespaces-values.yaml", "rbac-namespaces-nodes-values.yaml"})
    void configMapsAreReadInTheNamedNamespacesAlone(String values) {
        Bundle bundle = rendered(values);

        assertThat(bundle.of(RBAC, "ClusterRole").filter(role -> reads(role, "configmaps")))
                .isEmpty();
        assertThat(bundle.of(RBAC, "Role").filter(role -> reads(role, "configmaps")))
                .extracting(KubeObject::namespace)
                .containsExactlyInAnyOrder("llm", "llm-test");
        assertThat(settingOf(bundle, "HEADROOM_POLICIES_NAMESPACES")).isEqualTo("llm,llm-test");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noSecretIsReadAndNothingChanged(Charts.Case chartCase) {
        Bundle bundle = Charts.render(chartCase).bundle();

        Stream.of("Role", "ClusterRole").flatMap(kind -> bundle.of(RBAC, kind)).forEach(role -> {
            for (JsonNode rule : role.at("rules")) {
                assertThat(texts(rule.path("resources")))
                        .as("%s", role)
                        .isNotEmpty()
                        .doesNotContain("secrets", "*");
                assertThat(texts(rule.path("verbs"))).as("%s", role).isSubsetOf(verbsOn(rule));
            }
        });
    }

    private static Set<String> verbsOn(JsonNode rule) {
        return texts(rule.path("resources")).equals(List.of("events"))
                ? Set.of("create")
                : Set.of("get", "list", "watch");
    }

    private static boolean reads(KubeObject role, String resource) {
        return PodTemplate.stream(role.at("rules"))
                .anyMatch(rule -> texts(rule.path("resources")).contains(resource));
    }

    private static String settingOf(Bundle bundle, String variable) {
        return bundle.podTemplates()
                .flatMap(PodTemplate::containers)
                .flatMap(container -> PodTemplate.stream(container.path("env")))
                .filter(env -> env.path("name").asText().equals(variable))
                .map(env -> env.path("value").asText())
                .findFirst()
                .orElse("");
    }

    private static KubeObject policyOf(Bundle bundle) {
        return bundle.of("networking.k8s.io", "NetworkPolicy").findFirst().orElseThrow();
    }

    /** By the label that the API server itself puts on each namespace. */
    private static List<String> namespacesAt(KubeObject policy, String port) {
        return PodTemplate.stream(policy.at("spec", "ingress"))
                .filter(rule -> rule.path("ports").findValuesAsText("port").contains(port))
                .flatMap(rule -> PodTemplate.stream(rule.path("from")))
                .map(peer -> KubeObject.texts(peer.path("namespaceSelector").path("matchLabels")))
                .map(labels -> Map.copyOf(labels).get("kubernetes.io/metadata.name"))
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return PodTemplate.stream(list).map(JsonNode::asText).toList();
    }
}
