// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static dev.headroom.scaler.deploy.StrictKubernetes.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.deploy.Dockerfile.Instruction;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        assertThat(dockerfile.all("RUN").get(0).stage()).isZero();
        assertThat(dockerfile.all("RUN").get(0).text())
                .startsWith("./mvnw ")
                .contains("-pl scaler -am")
                .endsWith(" package");
        assertThat(DEPLOY.resolve("../mvnw")).isExecutable();
        assertThat(ServiceConfiguration.shipped().properties().stringPropertyNames())
                .as("settings that would move what Maven builds")
                .noneMatch(key -> key.startsWith("quarkus.package."));
    }

    @Test
    void theSourcesThatMavenNeedsAreNotIgnored() throws IOException {
        assertThat(Files.readAllLines(DEPLOY.resolve("../.dockerignore")))
                .containsExactly("**/target", "**/node_modules", ".git");
    }

    @Test
    void itRunsAsTheUserOfTheManifest() {
        PodSecurityContext manifest = pod().getSecurityContext();
        String user = dockerfile.last("USER").text();

        // Numeric, or runAsNonRoot could not be checked.
        assertThat(user).matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(user).isEqualTo(manifest.getRunAsUser() + ":" + manifest.getRunAsGroup());
        assertThat(dockerfile.all("COPY"))
                .as("what belongs to the user, the service could change")
                .allSatisfy(copy -> assertThat(copy.flag("chown")).isEmpty());
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

        // A shell between would keep SIGTERM from the service; options come by a variable that java itself reads.
        assertThat(command).startsWith("java").endsWith("-jar", "/app/quarkus-run.jar");
        assertThat(dockerfile.last("ENV").text()).startsWith("JDK_JAVA_OPTIONS=");
    }

    @Test
    void theCacheIsMadeByTheImagesOwnJavaOfTheImagesOwnFiles() {
        Instruction training = dockerfile.last("RUN");
        List<Instruction> before =
                dockerfile.instructions().subList(0, dockerfile.instructions().indexOf(training));

        assertThat(before).contains(dockerfile.last("ENV")).containsAll(dockerfile.all("COPY"));
        assertThat(training.text())
                .contains(" java -XX:AOTCacheOutput=/app/headroom.aot -jar /app/quarkus-run.jar;")
                .as("a build without it fails")
                .endsWith(" test -s /app/headroom.aot");
        assertThat(dockerfile.last("ENTRYPOINT").exec()).contains("-XX:AOTCache=/app/headroom.aot");
        for (String variable : List.of("HEADROOM_PLANS_MODE", "HEADROOM_POLICIES_DIRECTORY")) {
            assertThat(training.text()).contains(variable + "=");
            assertThat(ServiceConfiguration.shipped().variables()).contains(variable);
        }
    }

    @Test
    void theMemoryFitsTheLimitOfTheManifest() {
        String options = dockerfile.last("ENV").text();
        double heap = 1024 * number(options, "MaxRAMPercentage=([0-9]+)") / 100.0;
        double beside =
                number(options, "MaxDirectMemorySize=([0-9]+)m") + number(options, "ReservedCodeCacheSize=([0-9]+)m");

        assertThat(pod().getContainers())
                .allSatisfy(container -> assertThat(
                                container.getResources().getLimits().get("memory"))
                        .hasToString("1Gi"));
        // What is left is for classes, threads and the collector.
        assertThat(heap + beside).isLessThan(1024 * 0.8);
    }

    @Test
    void jibMakesTheSameOfTheProfileImage() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String options = dockerfile
                .last("ENV")
                .text()
                .replaceFirst("^JDK_JAVA_OPTIONS=", "")
                .replace("\"", "");

        assertThat(pom)
                .contains(".JDK_JAVA_OPTIONS>" + options + "</")
                .contains("<quarkus.jib.user>" + dockerfile.last("USER").text() + "</")
                .contains(
                        "<quarkus.jib.base-jvm-image>" + dockerfile.last("FROM").text() + "</")
                .contains(
                        "<quarkus.jib.ports>" + dockerfile.last("EXPOSE").text().replace(' ', ',') + "</")
                .contains("<quarkus.container-image.build>false</");
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Double.parseDouble(matcher.group(1));
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

    private static PodSpec pod() {
        return StrictKubernetes.documents(DEPLOY.resolve("manifests/headroom.yaml")).stream()
                .map(StrictKubernetes::typed)
                .filter(Deployment.class::isInstance)
                .map(object -> ((Deployment) object).getSpec().getTemplate().getSpec())
                .findFirst()
                .orElseThrow();
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
