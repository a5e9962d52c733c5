// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void spacesCallsEvenlyFromItsStart() {
        Schedule schedule = new Schedule(300, Duration.ofSeconds(2));

        assertThat(schedule.calls()).isEqualTo(600);
        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(3_333_333);
        assertThat(schedule.dueNanos(300))
                .as("without adding up what was rounded")
                .isEqualTo(1_000_000_000L);
    }

    @Test
    void needsARate() {
        assertThatThrownBy(() -> new Schedule(0, Duration.ofSeconds(1)))
                .hasMessage("perSecond must be above 0, was 0.0");
        assertThatThrownBy(() -> new Schedule(Double.NaN, Duration.ofSeconds(1)))
                .hasMessageContaining("NaN");
    }
}
