// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static dev.headroom.telemetry.fixture.ReadingFixture.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.snapshot.Distribution;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShapeOfLateTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void answersTwiceAsLongAreBelieved() {
        assertThat(ShapeOfLate.factor(outputs(100, 400), outputs(900, 200))).isCloseTo(2, within(0.05));
    }

    @Test
    void aDifferenceWithinChanceIsNone() {
        assertThat(ShapeOfLate.factor(outputs(100, 202), outputs(900, 200))).isEqualTo(1);
    }

    @Test
    void aFewAnswersSayNothing() {
        assertThat(ShapeOfLate.factor(outputs(5, 400), outputs(900, 200))).isEqualTo(1);
    }

    private static Distribution outputs(long completed, double mean) {
        return reading(NOW, completed, 1_000, mean).reading().outputTokens();
    }
}
