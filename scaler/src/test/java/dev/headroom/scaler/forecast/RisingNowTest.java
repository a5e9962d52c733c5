// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** {@link Rise}: what rises right now, whoever has proven anything. */
class RisingNowTest {
    private static final double AHEAD = 180;
    private static final int SEEDS = 50;

    @Test
    void leadsToMostOfWhatTheSlopeBrings() {
        OptionalDouble leadsTo = shown(at -> 40 + at / 3, 300, 1).leadsTo(AHEAD);

        double now = 40 + 300 / 3.0;
        assertThat(leadsTo.orElseThrow()).isBetween(now + 0.3 * AHEAD / 3, now + 1.1 * AHEAD / 3);
    }

    @Test
    void aRiseShowsWithinTwoMinutes() {
        OptionalDouble leadsTo =
                shown(at -> 60 + Math.max(0, at - 300) / 3, 420, 1).leadsTo(AHEAD);

        assertThat(leadsTo).isPresent();
    }

    @Test
    void aStepIsOver() {
        int taken = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            taken += shown(at -> at < 330 ? 40 : 90, 375, seed).leadsTo(AHEAD).isPresent() ? 1 : 0;
        }

        assertThat(taken).as("steps taken for rises, of 50 seeds").isLessThanOrEqualTo(SEEDS / 4);
    }

    @Test
    void chanceHardlyEverRises() {
        int taken = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            taken += shown(at -> 40, 300, seed).leadsTo(AHEAD).isPresent() ? 1 : 0;
        }

        assertThat(taken).as("steady rates taken for rises, of 50 seeds").isLessThanOrEqualTo(2);
    }

    @Test
    void neverLeadsToMoreThanASoundMultiple() {
        double now = 40 + 300 / 3.0;

        assertThat(shown(at -> 40 + at / 3, 300, 1).leadsTo(36_000).orElseThrow())
                .isLessThan(2.6 * now);
    }

    @Test
    void startsOver() {
        Rise rise = shown(at -> 40 + at / 3, 300, 1);

        rise.startOver();

        assertThat(rise.leadsTo(AHEAD)).isEmpty();
    }

    private static Rise shown(DoubleUnaryOperator rate, int to, long seed) {
        Rise rise = new Rise();
        SyntheticArrivals arrivals = new SyntheticArrivals(rate, Duration.ofMinutes(15), seed);
        for (int second = 60; second <= to; second += 15) {
            rise.observe(Sight.of(arrivals.newest(second), Optional.empty()));
        }
        return rise;
    }
}
