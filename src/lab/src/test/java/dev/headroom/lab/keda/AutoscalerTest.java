// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private final Autoscaler autoscaler = new Autoscaler(ScalingBehavior.recommended(1, 40));

    @Test
    void goesUpAtOnceByEightOrToDouble() {
        assertThat(at(0, 30, 3)).isEqualTo(11);
        assertThat(at(15, 30, 11)).isEqualTo(22);
        assertThat(at(30, 30, 22)).isEqualTo(30);
    }

    @Test
    void countsTheLimitFromTheBeginningOfThePeriod() {
        assertThat(at(0, 30, 3)).isEqualTo(11);

        assertThat(at(5, 30, 11)).isEqualTo(11);
    }

    @Test
    void goesDownOnlyWhenTheHighestOfTheLastMinuteIsLower() {
        assertThat(at(0, 8, 8)).isEqualTo(8);
        assertThat(at(15, 3, 8)).isEqualTo(8);
        assertThat(at(45, 5, 8)).isEqualTo(8);
        assertThat(at(60, 3, 8)).isEqualTo(5);
        assertThat(at(75, 3, 5)).isEqualTo(5);
        assertThat(at(105, 3, 5)).isEqualTo(3);
    }

    @Test
    void doesNotDropInItsFirstMinute() {
        assertThat(at(0, 1, 4)).isEqualTo(4);
        assertThat(at(59, 1, 4)).isEqualTo(4);
        assertThat(at(60, 1, 4)).isEqualTo(1);
    }

    @Test
    void staysWithinItsBounds() {
        assertThat(at(0, 100, 35)).isEqualTo(40);
        Autoscaler other = new Autoscaler(ScalingBehavior.recommended(2, 40));
        other.decide(3, 3, START);
        assertThat(other.decide(0, 3, START.plusSeconds(120))).isEqualTo(2);
    }

    private int at(long seconds, int proposed, int current) {
        return autoscaler.decide(proposed, current, START.plusSeconds(seconds));
    }
}
