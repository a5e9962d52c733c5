// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    @TempDir
    Path logs;

    @Test
    void startsAgainAfterItWasStoppedOrKilled() {
        try (Daemon daemon = daemon()) {
            daemon.start().stop();
            assertThat(daemon.alive()).isFalse();

            daemon.start().kill();
            assertThat(daemon.alive()).isFalse();

            assertThat(daemon.start().alive()).isTrue();
        }
    }

    @Test
    void endsWhenItIsClosed() {
        Daemon daemon = daemon().start();

        daemon.close();

        assertThat(daemon.alive()).isFalse();
    }

    @Test
    void isNotStartedAfterItWasClosed() {
        Daemon started = daemon().start();
        started.close();
        assertRefusesToStart(started);

        Daemon never = daemon();
        never.close();
        assertRefusesToStart(never);
    }

    private static void assertRefusesToStart(Daemon daemon) {
        assertThatThrownBy(daemon::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cat is not started: the run is ending");
        assertThat(daemon.alive()).isFalse();
    }

    /** It waits for input, which does not come. */
    private Daemon daemon() {
        return new Daemon("cat", List.of("cat"), Map.of(), logs);
    }
}
