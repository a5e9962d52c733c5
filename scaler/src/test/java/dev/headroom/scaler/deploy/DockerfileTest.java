// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static dev.headroom.scaler.deploy.StrictKubernetes.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.deploy.Dockerfile.Instruction;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The image holds what Maven builds, and runs as the manifest says. */
class DockerfileTest {
    /** Where the build stage keeps the source tree. */
    private static final String SOURCES = "/src/";
    /** Quarkus' layout of the service; all of it is needed to start. */
    private static final List<String> LAYERS = List.of("lib/", "*.jar", "app/", "quarkus/");

    private static final String SERVICE = "scaler/target/quarkus-app/";

    private final Dockerfile dockerfile = Dockerfile.parse(text());

    @Test
    void theWholeServiceIsCopiedFromTheBuild() {
        List<Instruction> copies = dockerfile.all("COPY").stream()
                .filter(copy -> copy.flag("from").isPresent())
                .toList();

        assertThat(copies)
                .allSatisfy(copy -> assertThat(copy.flag("from")).contains(buildStage()))
                .extracting(copy -> copy.arguments().get(0))
                .containsExactlyInAnyOrderElementsOf(
                        LAYERS.stream().map(layer -> SOURCES + SERVICE + layer).toList());
        assertThat(copies).allSatisfy(copy -> {
            String from = copy.arguments().get(0);
            String layer = from.substring((SOURCES + SERVICE).length());
            assertThat(copy.arguments().get(1)).isEqualTo("/app/" + (layer.startsWith("*") ? "" : layer));
        });
    }

    @Test
    void theBuildStageBuildsTheServiceFromTheSources() {
        assertThat(dockerfile.all("WORKDIR").get(0).text() + "/").isEqualTo(SOURCES);
        assertThat(dockerfile.all("RUN"))
                .singleElement()
                .satisfies(run -> assertThat(run.text())
                        .startsWith("./mvnw ")
                        .contains("-pl scaler -am")
                        .endsWith(" package"));
        assertThat(DEPLOY.resolve("../mvnw")).isExecutable();
        assertThat(ServiceConfiguration.shipped().properties().stringPropertyNames())
                .as("settings that would move what Maven builds")
                .noneMatch(key -> key.startsWith("quarkus.package."));
    }

    @Test
    void theSourcesThatMavenNeedsAreNotIgnored() throws IOException {
        assertThat(Files.readAllLines(DEPLOY.resolve("../.dockerignore"))).containsExactly("**/target", ".git");
    }

    @Test
    void itRunsAsTheUserOfTheManifest() {
        PodSecurityContext manifest = StrictKubernetes.documents(DEPLOY.resolve("manifests/headroom.yaml")).stream()
                .map(StrictKubernetes::typed)
                .filter(Deployment.class::isInstance)
                .map(object ->
                        ((Deployment) object).getSpec().getTemplate().getSpec().getSecurityContext())
                .findFirst()
                .orElseThrow();
        String user = dockerfile.last("USER").text();

        // Numeric, or runAsNonRoot could not be checked.
        assertThat(user).matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(user).isEqualTo(manifest.getRunAsUser() + ":" + manifest.getRunAsGroup());
        assertThat(dockerfile.all("COPY").stream()
                        .map(copy -> copy.flag("chown").orElse(null)))
                .filteredOn(Objects::nonNull)
                .containsOnly(user);
    }

    @Test
    void itExposesTheServicesPorts() {
        ServiceConfiguration configuration = ServiceConfiguration.shipped();

        assertThat(dockerfile.last("EXPOSE").arguments())
                .containsExactlyInAnyOrder(
                        Integer.toString(configuration.grpcPort()), Integer.toString(configuration.httpPort()));
    }

    @Test
    void signalsReachTheService() {
        List<String> command = dockerfile.last("ENTRYPOINT").exec();

        if (command.get(0).equals("sh")) {
            // A shell that stays would keep SIGTERM from the service.
            assertThat(command).hasSize(3).element(1).isEqualTo("-c");
            assertThat(command.get(2)).startsWith("exec java ").endsWith(" -jar /app/quarkus-run.jar");
        } else {
            assertThat(command).startsWith("java").endsWith("-jar", "/app/quarkus-run.jar");
        }
    }

    @Test
    void aWrongDockerfileIsRejected() {
        assertThatThrownBy(() -> Dockerfile.parse("FROM a\nCOPPY b c\n")).hasMessage("not an instruction: COPPY b c");
        assertThatThrownBy(() -> Dockerfile.parse("COPY b c\nFROM a\n")).hasMessage("before the first FROM: COPY b c");
        assertThatThrownBy(() -> Dockerfile.parse("FROM a\nENTRYPOINT java -jar b\n")
                        .last("ENTRYPOINT")
                        .exec())
                .hasMessage("ENTRYPOINT must be in exec form, was java -jar b");
        assertThatThrownBy(() ->
                        Dockerfile.parse("FROM a\nUSER 1\nFROM b\nEXPOSE 1\n").last("USER"))
                .hasMessage("one USER expected in the last stage, found 0");
        assertThat(Dockerfile.parse("# c\nFROM a\nRUN b \\\n    c\n")
                        .last("RUN")
                        .text())
                .isEqualTo("b c");
    }

    private String buildStage() {
        List<String> from = dockerfile.all("FROM").get(0).arguments();
        return from.get(from.size() - 1);
    }

    private static String text() {
        try {
            return Files.readString(DEPLOY.resolve("Dockerfile"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
