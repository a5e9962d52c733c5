// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayClockTest {
    private static final Instant MEETING = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void twoRealMinutesBeforeTheMeetingItIsTwentyMinutesEarlierAtTenfoldSpeed() {
        ReplayClock clock = new ReplayClock(() -> MEETING.minusSeconds(120), MEETING, 10);

        assertThat(clock.instant()).isEqualTo(MEETING.minusSeconds(1200));
    }

    @Test
    void neverShowsTheFuture() {
        ReplayClock atMeeting = new ReplayClock(() -> MEETING, MEETING, 10);
        ReplayClock afterMeeting = new ReplayClock(() -> MEETING.plusSeconds(5), MEETING, 10);

        assertThat(atMeeting.instant()).isEqualTo(MEETING);
        assertThat(afterMeeting.instant()).isEqualTo(MEETING.plusSeconds(5));
    }

    @Test
    void slowerThanRealTimeWouldShowTheFuture() {
        assertThatThrownBy(() -> new ReplayClock(() -> MEETING, MEETING, 0.5))
                .hasMessage("headroom.clock.speed must be at least 1, was 0.5");
    }
}
