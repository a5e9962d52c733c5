// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private static final Instant END = Instant.parse("2026-01-01T12:00:00Z");
    private final VirtualClock clock = new VirtualClock(END, 10);

    @Test
    void runsTenTimesAsFastBeforeTheEnd() {
        assertThat(clock.virtualAt(END.minusSeconds(60))).isEqualTo(END.minusSeconds(600));
        assertThat(clock.virtualAt(END.minusSeconds(59))).isEqualTo(END.minusSeconds(590));
    }

    @Test
    void isRealTimeFromTheEndOn() {
        assertThat(clock.virtualAt(END)).isEqualTo(END);
        assertThat(clock.virtualAt(END.plusSeconds(5))).isEqualTo(END.plusSeconds(5));
    }

    @Test
    void tellsTheRealMomentOfAVirtualOne() {
        Instant early = END.minusSeconds(600);

        assertThat(clock.realAt(early)).isEqualTo(END.minusSeconds(60));
        assertThat(clock.virtualAt(clock.realAt(early))).isEqualTo(early);
        assertThat(clock.realAt(END.plusSeconds(7))).isEqualTo(END.plusSeconds(7));
    }

    @Test
    void isNeverAheadOfRealTime() {
        assertThatThrownBy(() -> new VirtualClock(END, 0.5)).hasMessage("speed must be at least 1, was 0.5");
    }
}
