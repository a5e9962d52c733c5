// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.cross.CrossChecks;
import dev.headroom.manifests.cross.Given;
import dev.headroom.manifests.cross.Meters;
import dev.headroom.manifests.cross.SidecarVariables;
import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sidecar's files fit together, and fit what the sidecar is. */
class SidecarFilesTest {
    private static final CrossChecks CROSS = new CrossChecks(Meters.load(), SidecarVariables.all());
    private static final String IMAGE = "headroom/headroom-sidecar:";

    static List<Bundle> bundles() {
        return List.of(
                bundle("sidecar/vllm.yaml"),
                bundle("sidecar/tgi.yaml"),
                bundle(
                        "sidecar/gateway.yaml",
                        "collector/vllm.yaml",
                        "examples/serving-profile.yaml",
                        "manifests/headroom.yaml"));
    }

    private static Bundle bundle(String... files) {
        return DeployFolder.bundle(
                files[0], Stream.of(files).map(DeployFolder.ROOT::resolve).toArray(Path[]::new));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void fitTogether(Bundle bundle) {
        assertThat(CROSS.check(bundle, Given.NOTHING)).isEmpty();
        ScalerAddress.requireThatAllCall(bundle);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void thePortsAreTheSidecars(Bundle bundle) {
        assertThat(sidecars(bundle)).isNotEmpty().allSatisfy(container -> {
            assertThat(port(container, "http")).isEqualTo(listens("HEADROOM_SIDECAR_LISTEN_PORT"));
            assertThat(port(container, "metrics")).isEqualTo(management());
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void itStandsBesideItsServerOrBeforeAService(Bundle bundle) {
        for (JsonNode container : sidecars(bundle)) {
            String url = variable(container, "HEADROOM_SIDECAR_UPSTREAM_URL");
            boolean gateway = variable(container, "HEADROOM_SIDECAR_OBSERVER").equals("GATEWAY");
            if (gateway) {
                String host = url.replaceFirst("http://([^.]+)\\.([^.]+)\\..*", "$2/$1");
                assertThat(bundle.of("", "Service").map(one -> one.namespace() + "/" + one.name()))
                        .contains(host);
                assertThat(variable(container, "HEADROOM_SIDECAR_POD_UID")).isEmpty();
                assertThat(variable(container, "HEADROOM_SIDECAR_UPSTREAM_KEEP_ALIVE"))
                        .isEqualTo("PT0S");
            } else {
                assertThat(url).startsWith("http://127.0.0.1:");
                assertThat(bundle.podTemplates()
                                .flatMap(Bundle.PodTemplate::containers)
                                .flatMap(one -> Bundle.PodTemplate.stream(one.path("ports")))
                                .map(one -> one.path("containerPort").asText()))
                        .contains(url.substring(url.lastIndexOf(':') + 1));
                assertThat(container.path("restartPolicy").asText()).isEqualTo("Always");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void whatItTellsOfIsWhatIsScaled(Bundle bundle) {
        for (JsonNode container : sidecars(bundle)) {
            assertThat(bundle.of("apps", "Deployment").map(KubeObject::name))
                    .contains(variable(container, "HEADROOM_SIDECAR_TARGET_NAME"));
        }
    }

    @Test
    void aSettingThatThereIsNotIsNoticed() {
        assertThat(SidecarVariables.all())
                .contains(
                        "HEADROOM_SIDECAR_UPSTREAM_URL",
                        "HEADROOM_SIDECAR_WAIT_FOR_UPSTREAM",
                        "HEADROOM_SIDECAR_POD_UID")
                .doesNotContain("HEADROOM_SIDECAR_UPSTREAM", "HEADROOM_SIDECAR_WAIT");
    }

    private static List<JsonNode> sidecars(Bundle bundle) {
        return bundle.podTemplates()
                .flatMap(Bundle.PodTemplate::containers)
                .filter(container -> container.path("image").asText().startsWith(IMAGE))
                .toList();
    }

    private static int port(JsonNode container, String name) {
        return Bundle.PodTemplate.stream(container.path("ports"))
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElse(-1);
    }

    private static String variable(JsonNode container, String name) {
        return Bundle.PodTemplate.stream(container.path("env"))
                .filter(one -> one.path("name").asText().equals(name))
                .map(one -> one.has("value") ? one.path("value").asText() : "by the downward API")
                .findFirst()
                .orElse("");
    }

    private static int listens(String variable) {
        return Integer.parseInt(SidecarVariables.defaultOf(variable));
    }

    private static int management() {
        Properties properties = new Properties();
        try {
            properties.load(new java.io.StringReader(
                    YamlText.read(Path.of("../../src/sidecar/src/main/resources/application.properties"))));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Integer.parseInt(properties.getProperty("quarkus.management.port"));
    }
}
