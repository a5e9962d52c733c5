// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Twelve rates of 15 s each, of a load that doubles in them. */
class StepOrSlopeTest {
    private static final int SEEDS = 50;
    private static final int RATES = 12;
    private static final int FROM = 180;
    private static final int UNTIL = FROM + 15 * RATES;

    @Test
    void aStepIsHardlyASlopeOnceItIsHalfAMinuteOld() {
        assertThat(meanShare(at -> at < UNTIL - 40 ? 20 : 40)).isLessThan(0.4);
        assertThat(meanShare(at -> at < UNTIL - 70 ? 20 : 40)).isLessThan(0.1);
    }

    @Test
    void aSlopeIsOneFromWhereverItBegan() {
        assertThat(meanShare(at -> 20 + 20 * Math.max(0, at - FROM) / (UNTIL - FROM)))
                .isGreaterThan(0.7);
        assertThat(meanShare(at -> 20 + 20 * Math.max(0, at - UNTIL + 80) / 80)).isGreaterThan(0.7);
    }

    @Test
    void whatShowsNeitherIsNotHeldAgainstASlope() {
        assertThat(meanShare(at -> 20)).isGreaterThan(0.7);
        assertThat(StepOrSlope.slopeShare(List.of(), 1)).isEqualTo(1);
    }

    @Test
    void isAShare() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Sight> wild = sights(at -> at % 40 < 20 ? 500 : 0, seed);

            assertThat(StepOrSlope.slopeShare(wild, 1e-3)).isBetween(0.0, 1.0);
        }
    }

    private static double meanShare(DoubleUnaryOperator rate) {
        double sum = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Sight> sights = sights(rate, seed);
            Sight newest = sights.get(sights.size() - 1);
            sum += StepOrSlope.slopeShare(
                    sights, newest.noise(RateLine.through(sights, newest).mean()));
        }
        return sum / SEEDS;
    }

    private static List<Sight> sights(DoubleUnaryOperator rate, long seed) {
        SyntheticArrivals arrivals = new SyntheticArrivals(rate, Duration.ofMinutes(10), seed);
        List<Sight> sights = new ArrayList<>();
        for (int second = FROM + 15; second <= UNTIL; second += 15) {
            sights.add(Sight.of(arrivals.newest(second), Optional.empty()));
        }
        return sights;
    }
}
