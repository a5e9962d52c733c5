// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerEngineSignsTest {
    @TempDir
    Path home;

    @Test
    void anEmptyMachineShowsNone() {
        assertThat(signs(Map.of("PATH", "/bin")).any()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOCKER_HOST", "TESTCONTAINERS_HOST_OVERRIDE"})
    void aVariableThatNamesAnEngineIsOne(String variable) {
        assertThat(signs(Map.of(variable, "tcp://elsewhere:2375")).any()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.sock", ".testcontainers.properties", ".docker/run/docker.sock"})
    void aSocketOrAFileForTestcontainersIsOne(String file) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.createFile(home.resolve(file));

        assertThat(signs(Map.of()).any()).isTrue();
    }

    @Test
    void theSocketOfAnEngineWithoutRootIsOne() throws IOException {
        Path runtime = Files.createDirectories(home.resolve("run"));
        Files.createFile(runtime.resolve("docker.sock"));

        assertThat(signs(Map.of("XDG_RUNTIME_DIR", runtime.toString())).any()).isTrue();
    }

    private ContainerEngineSigns signs(Map<String, String> environment) {
        return new ContainerEngineSigns(environment, home, List.of(home.resolve("docker.sock")));
    }
}
