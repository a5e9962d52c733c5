// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlaytimeTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Playtime HOUR = new Playtime(NOON, NOON.plusSeconds(3600));

    @Test
    void aShareIsAMomentAndAMomentAShare() {
        assertThat(HOUR.seconds()).isEqualTo(3600);
        assertThat(HOUR.at(0.25)).isEqualTo(NOON.plusSeconds(900));
        assertThat(HOUR.share(NOON.plusSeconds(900))).isEqualTo(0.25);
        assertThat(HOUR.share(NOON.plusSeconds(7200))).isEqualTo(2);
    }
}
