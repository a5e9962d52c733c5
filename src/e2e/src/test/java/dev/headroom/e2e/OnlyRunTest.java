// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.e2e.programs.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlyRunTest {
    @TempDir
    Path cache;

    @Test
    void namesTheProcessOfTheOtherRun() throws IOException {
        // Of an earlier run, whose id was longer.
        Files.writeString(cache.resolve("running.lock"), "12345678901234567890");
        OnlyRun first = OnlyRun.ofMachine(cache);
        try {
            assertThatThrownBy(() -> OnlyRun.ofMachine(cache))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage(
                            "another run, process " + ProcessHandle.current().pid()
                                    + ", is on this machine; wait for its end, or end that process");
        } finally {
            first.close();
        }
    }

    @Test
    void letsTheNextRunBegin() throws IOException {
        OnlyRun.ofMachine(cache).close();

        assertThatCode(() -> OnlyRun.ofMachine(cache).close()).doesNotThrowAnyException();
    }
}
