// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RecentLineTest {
    private static final double AHEAD = 180;

    private final LocalLevel level = new LocalLevel();
    private final RecentLine line = new RecentLine(level);

    @Test
    void aRiseOfBothHalvesGoesOn() {
        SyntheticArrivals arrivals = shown(at -> 40 + at / 5, 600);

        Outlook outlook = line.at(AHEAD, arrivals.history).orElseThrow();

        assertThat(outlook.perSecond()).isCloseTo(40 + 780 / 5.0, within(12.0));
    }

    @Test
    void aStepIsNoLine() {
        SyntheticArrivals arrivals = shown(at -> at < 480 ? 40 : 90, 600);

        assertThat(line.at(AHEAD, arrivals.history)).isEqualTo(level.at(AHEAD, arrivals.history));
    }

    @Test
    void withoutRatesItSaysNothing() {
        assertThat(line.at(AHEAD, shown(at -> 40, 30).history)).isEmpty();
    }

    private SyntheticArrivals shown(DoubleUnaryOperator rate, int to) {
        SyntheticArrivals arrivals = new SyntheticArrivals(rate, Duration.ofMinutes(15), 1);
        for (int second = 60; second <= to; second += 15) {
            Sight sight = Sight.of(arrivals.newest(second), Optional.empty());
            level.observe(sight);
            line.observe(sight);
        }
        return arrivals;
    }
}
