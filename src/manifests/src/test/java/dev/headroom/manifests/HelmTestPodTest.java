// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.cross.CrossChecks;
import dev.headroom.manifests.cross.Given;
import dev.headroom.manifests.cross.Meters;
import dev.headroom.manifests.read.Charts;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.manifests.rule.Kinds;
import dev.headroom.scaler.edge.grpc.check.InstallationCheck;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pod that helm test starts: it runs what the image holds, with arguments that it knows, and no Service selects it. */
class HelmTestPodTest {
    private static final Path CHART = DeployFolder.CHARTS.resolve("headroom");
    private static final Kinds KINDS = Kinds.load();
    private static final CrossChecks CROSS = new CrossChecks(Meters.load(), Announced.settings());

    @TempDir
    private Path folder;

    static Stream<Charts.Case> cases() {
        return Charts.cases(DeployFolder.CHARTS).stream()
                .filter(one -> one.chart().equals(CHART));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theProgramKnowsItsArgumentsAndAsksTheService(Charts.Case chartCase) throws ReflectiveOperationException {
        Bundle bundle = rendered(chartCase);
        JsonNode container = testPod(bundle).at("spec", "containers").path(0);

        Object place = read(texts(container.path("args")));

        String service = bundle.of("", "Service").findFirst().orElseThrow().name();
        assertThat(container.path("command").path(3).asText()).isEqualTo(InstallationCheck.class.getName());
        assertThat(place.toString()).startsWith("Place[host=" + service + ".headroom.svc.");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itsObjectsAreOnesThatTheApiServerTakesAndFitTheOthers(Charts.Case chartCase) {
        Bundle bundle = rendered(chartCase);
        Given given = chartCase
                .values()
                .map(values -> Given.namedIn(YamlText.read(values)))
                .orElse(Given.NOTHING)
                .or(Given.namedIn(YamlText.read(CHART.resolve("values.yaml"))));

        assertThat(bundle.objects()).flatExtracting(KINDS::check).isEmpty();
        assertThat(CROSS.check(bundle, given)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingThatSelectsTheServicesPodsSelectsIt(Charts.Case chartCase) {
        Bundle bundle = rendered(chartCase);
        Map<String, String> labels = KubeObject.texts(testPod(bundle).at("metadata", "labels"));

        Map<String, String> selected = KubeObject.texts(
                bundle.of("", "Service").findFirst().orElseThrow().at("spec", "selector"));

        assertThat(selected).isNotEmpty();
        assertThat(labels.entrySet().containsAll(selected.entrySet())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whereANetworkPolicyClosesThePortsOneOfTheTestLetsItIn(Charts.Case chartCase) {
        Bundle bundle = rendered(chartCase);
        Map<String, String> labels = KubeObject.texts(testPod(bundle).at("metadata", "labels"));

        List<KubeObject> ofTheTest = bundle.of("networking.k8s.io", "NetworkPolicy")
                .filter(HelmTestPodTest::isOfTheTest)
                .toList();

        boolean closed = bundle.of("networking.k8s.io", "NetworkPolicy").anyMatch(policy -> !isOfTheTest(policy));
        assertThat(ofTheTest).hasSize(closed ? 1 : 0).allSatisfy(policy -> {
            JsonNode rule = policy.at("spec", "ingress").path(0);
            JsonNode peer = rule.path("from").path(0).path("podSelector").path("matchLabels");
            assertThat(labels).containsAllEntriesOf(KubeObject.texts(peer)).isNotEmpty();
            assertThat(rule.path("ports").findValuesAsText("port")).containsExactly("grpc", "http");
        });
    }

    @Test
    void theImageHoldsTheFoldersOfItsClassPath() throws IOException {
        String classPath = testPod(rendered(new Charts.Case(CHART, Optional.empty())))
                .at("spec", "containers")
                .path(0)
                .path("command")
                .path(2)
                .asText();

        assertThat(classPath.split(":", -1)).containsExactly("/app/app/*", "/app/lib/main/*", "/app/lib/boot/*");
        assertThat(Files.readString(DeployFolder.ROOT.resolve("Dockerfile")))
                .contains("quarkus-app/lib/ /app/lib/", "quarkus-app/app/ /app/app/");
    }

    @Test
    void anInstallationAndThePlainManifestHoldNoTest() throws IOException {
        Bundle installed =
                Charts.render(new Charts.Case(CHART, Optional.empty())).bundle();

        assertThat(installed.of("", "Pod")).isEmpty();
        assertThat(Files.readString(DeployFolder.ROOT.resolve("manifests/headroom.yaml")))
                .doesNotContain("helm.sh/hook");
    }

    private Bundle rendered(Charts.Case chartCase) {
        return Charts.renderWithTests(chartCase, folder).bundle();
    }

    private static KubeObject testPod(Bundle bundle) {
        List<KubeObject> pods = bundle.of("", "Pod").toList();
        assertThat(pods).hasSize(1);
        assertThat(isOfTheTest(pods.get(0))).isTrue();
        return pods.get(0);
    }

    private static boolean isOfTheTest(KubeObject object) {
        return object.at("metadata", "annotations", "example.com/hook").asText().equals("test");
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** As the program itself reads them. */
    private static Object read(List<String> arguments) throws ReflectiveOperationException {
        Class<?> place = Class.forName("dev.headroom.scaler.edge.grpc.check.Place");
        Method of = place.getDeclaredMethod("of", String[].class);
        of.setAccessible(true);
        return of.invoke(null, (Object) arguments.toArray(new String[0]));
    }
}
