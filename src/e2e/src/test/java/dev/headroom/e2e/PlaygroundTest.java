// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundTest {
    @TempDir
    Path home;

    @Test
    void downEndsNoProcessOfAnotherProgram() throws IOException {
        RunRequest request = new RunRequest(home, true, Optional.empty(), Optional.empty());
        Files.createDirectories(request.directory());
        Process stranger = new ProcessBuilder("cat").start();
        Path file = Files.writeString(request.directory().resolve("run.pid"), Long.toString(stranger.pid()));
        try {
            assertThat(new Playground(request).down()).isZero();

            assertThat(stranger.isAlive()).isTrue();
            assertThat(file).doesNotExist();
        } finally {
            stranger.destroyForcibly();
        }
    }
}
