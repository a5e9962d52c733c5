// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KedaLoopTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void keepsItsRhythmAndLeavesOutWhatItMissed() {
        assertThat(KedaLoop.following(START, FIVE, START)).isEqualTo(START.plusSeconds(5));
        assertThat(KedaLoop.following(START, FIVE, START.plusMillis(4900))).isEqualTo(START.plusSeconds(5));
        assertThat(KedaLoop.following(START, FIVE, START.plusSeconds(17))).isEqualTo(START.plusSeconds(20));
    }
}
