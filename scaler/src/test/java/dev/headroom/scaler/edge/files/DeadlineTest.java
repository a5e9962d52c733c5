// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that does not answer, played by a pipe into which nobody writes. */
class DeadlineTest {
    @TempDir
    private Path folder;

    @Test
    void whatDoesNotAnswerIsGivenUpAndAskedOnceUntilItDoes() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        AtomicInteger asked = new AtomicInteger();
        try (Deadline deadline = new Deadline(Duration.ofMillis(200))) {
            for (int look = 0; look < 3; look++) {
                assertThatThrownBy(() -> deadline.within(pipe, () -> {
                            asked.incrementAndGet();
                            return Files.readString(pipe);
                        }))
                        .isInstanceOf(IOException.class)
                        .hasMessage("not answered within 200 ms");
            }
            assertThat(asked).as("one thread hangs, and no more").hasValue(1);
            assertThat(deadline.within(folder, () -> "others")).isEqualTo("others");

            Files.writeString(pipe, "at last");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .until(() -> deadline.within(pipe, () -> "again").equals("again"));
        }
    }

    @Test
    void whatFailsFailsAsItDoes() {
        try (Deadline deadline = new Deadline(Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> deadline.within(folder, () -> Files.readString(folder.resolve("none"))))
                    .isInstanceOf(java.nio.file.NoSuchFileException.class);
        }
    }
}
