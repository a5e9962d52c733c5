// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image holds what Maven builds, and runs as the manifests say. */
class DockerfileTest {
    private static final Path DEPLOY = Path.of("../../deploy");

    private final String dockerfile = read("Dockerfile.sidecar");

    @Test
    void theWholeSidecarIsCopiedFromTheBuild() {
        for (String layer :
                new String[] {"lib/ /app/lib/", "*.jar /app/", "app/ /app/app/", "quarkus/ /app/quarkus/"}) {
            assertThat(dockerfile).contains("COPY --from=build /src/src/sidecar/target/quarkus-app/" + layer + "\n");
        }
        assertThat(dockerfile).contains("RUN ./mvnw -B -ntp -Dquick -pl src/sidecar -am package\n");
    }

    @Test
    void itRunsAsTheUserOfTheManifests() {
        for (String manifest : new String[] {"sidecar/vllm.yaml", "sidecar/tgi.yaml", "sidecar/gateway.yaml"}) {
            assertThat(dockerfile)
                    .contains("\nUSER " + number(read(manifest), "runAsUser: (\\d+)") + ":"
                            + number(read(manifest), "runAsGroup: (\\d+)") + "\n");
        }
    }

    @Test
    void theMemoryFitsTheLimitOfTheManifests() {
        double limit = number(read("sidecar/vllm.yaml"), "memory: (\\d+)Mi");
        double heap = limit * number(dockerfile, "MaxRAMPercentage=(\\d+)") / 100;
        double beside =
                number(dockerfile, "MaxDirectMemorySize=(\\d+)m") + number(dockerfile, "ReservedCodeCacheSize=(\\d+)m");

        // What is left is for classes, threads and the collector.
        assertThat(heap + beside).isLessThan(limit * 0.8);
    }

    @Test
    void theRestIsAsInTheServicesImage() {
        String service = read("Dockerfile");
        for (String line : new String[] {
            "FROM eclipse-temurin:25-jdk AS build", "FROM eclipse-temurin:25-jre-ubi10-minimal", "USER 10001:10001"
        }) {
            assertThat(dockerfile).contains(line);
            assertThat(service).contains(line);
        }
        assertThat(dockerfile.lines().reduce((one, next) -> next))
                .isEqualTo(service.lines().reduce((one, next) -> next));
    }

    private static int number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static String read(String file) {
        try {
            return Files.readString(DEPLOY.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
