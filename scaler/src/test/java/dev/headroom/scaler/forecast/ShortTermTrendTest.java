// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShortTermTrendTest {
    @Test
    void isAFixedShareOfTheRateWhileThePastIsNotKnown() {
        ShortTermTrend rise = ShortTermTrend.of(new double[0], 2);

        assertThat(rise.known()).isFalse();
        assertThat(rise.from(100)).isEqualTo(ShortTermTrend.ASSUMED_SHARE * 100);
        assertThat(rise.from(0)).isZero();
    }

    @Test
    void countsALargerRiseBeforeEnoughMinutesAreKnown() {
        ShortTermTrend doubled = ShortTermTrend.of(new double[] {10, 10, 20}, 8);

        assertThat(doubled.known()).isFalse();
        // From 10 to 20 is 10/√20 = 2.24 of the root of what it rose to; chance explains 0.39 of it.
        assertThat(doubled.from(10)).isCloseTo(7.80, within(0.01));
    }

    @Test
    void isTheAssumedShareWhereChanceExplainsTheFirstRises() {
        ShortTermTrend still = ShortTermTrend.of(new double[] {10, 10, 10}, 1);
        ShortTermTrend noisy = ShortTermTrend.of(new double[] {1.0, 0.8, 1.2, 0.9}, 8);

        assertThat(still.from(10)).isEqualTo(ShortTermTrend.ASSUMED_SHARE * 10);
        assertThat(noisy.from(1)).isEqualTo(ShortTermTrend.ASSUMED_SHARE);
    }

    @Test
    void trafficThatWasSwitchedOnIsNoRise() {
        double unknown = Double.NaN;

        assertThat(ShortTermTrend.of(new double[] {4, 10, 10, 10}, 2).from(10))
                .as("its first minute is not whole")
                .isEqualTo(ShortTermTrend.ASSUMED_SHARE * 10);
        assertThat(ShortTermTrend.of(new double[] {0, 0, 4, 10, 10}, 2).from(10))
                .isEqualTo(ShortTermTrend.ASSUMED_SHARE * 10);
        assertThat(ShortTermTrend.of(new double[] {unknown, 4, 10, 10}, 2).from(10))
                .isEqualTo(ShortTermTrend.ASSUMED_SHARE * 10);
    }

    @Test
    void isNoneWhereTheRateNeverRose() {
        double[] falling = new double[60];
        Arrays.setAll(falling, minute -> 100 - minute);

        ShortTermTrend rise = ShortTermTrend.of(falling, 2);

        assertThat(rise.known()).isTrue();
        assertThat(rise.from(100)).isZero();
    }

    @Test
    void isTheLargestRiseWithinOneLeadTime() {
        double[] climbing = new double[60];
        Arrays.setAll(climbing, minute -> 1000 + 2.0 * minute);

        // 2 a minute, for three minutes.
        assertThat(ShortTermTrend.of(climbing, 3).from(1000)).isCloseTo(6, within(0.5));
    }

    @Test
    void whatMayComeByChanceGrowsWithTheRootOfTheRate() {
        double[] steps = new double[60];
        Arrays.setAll(steps, minute -> minute % 2 == 0 ? 4 : 6);
        ShortTermTrend rise = ShortTermTrend.of(steps, 1);

        // From 4 to 6 is 2/√6 of the root of what it rose to; at 100 and at 1 it is the same share.
        double overRoot = 2 / Math.sqrt(6);
        assertThat(rise.from(4)).isCloseTo(2, within(1e-9));
        assertThat(rise.from(100)).isCloseTo(overRoot * Math.sqrt(100 + rise.from(100)), within(1e-9));
        assertThat(rise.from(1)).isCloseTo(overRoot * Math.sqrt(1 + rise.from(1)), within(1e-9));
    }

    @Test
    void aBurstOutOfNothingIsNoMoreAtABusyHour() {
        double[] burst = new double[60];
        Arrays.setAll(burst, minute -> minute >= 30 && minute < 36 ? 45 : 3);

        // 42 more were seen from 3; at 55 less than twice as many may come, and not √(55/3) times.
        assertThat(ShortTermTrend.of(burst, 6).from(3)).isCloseTo(42, within(1e-9));
        assertThat(ShortTermTrend.of(burst, 6).from(55)).isBetween(42.0, 84.0);
    }

    @Test
    void nothingRisesFromNothing() {
        double[] steps = new double[60];
        Arrays.setAll(steps, minute -> minute % 2 == 0 ? 4 : 6);

        assertThat(ShortTermTrend.of(steps, 1).from(0)).isZero();
    }

    @Test
    void aGapIsNoRiseFromNothing() {
        double[] gap = new double[60];
        Arrays.setAll(gap, minute -> minute < 10 ? Double.NaN : 50);
        gap[30] = Double.NaN;

        assertThat(ShortTermTrend.of(gap, 2).from(50)).isZero();
    }

    /** All rises in a list, sorted, is slow and obviously right. */
    @Property(tries = 300)
    void isTheQuantileOfTheRisesThatWere(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int ahead) {
        SplittableRandom chance = new SplittableRandom(seed);
        double[] minutes = new double[60 + chance.nextInt(200)];
        Arrays.setAll(minutes, minute -> chance.nextInt(10) == 0 ? Double.NaN : 1 + 100 * chance.nextDouble());
        double level = 1 + 100 * chance.nextDouble();

        double rise = ShortTermTrend.of(minutes, ahead).from(level);

        List<Double> overRoot = new ArrayList<>();
        for (int at = 0; at + ahead < minutes.length; at++) {
            double highest = Arrays.stream(minutes, at + 1, at + ahead + 1)
                    .filter(rate -> !Double.isNaN(rate))
                    .max()
                    .orElse(Double.NaN);
            if (!Double.isNaN(minutes[at]) && !Double.isNaN(highest)) {
                overRoot.add(Math.max(0, highest - minutes[at]) / Math.sqrt(highest));
            }
        }
        double expected = quantile(overRoot) * Math.sqrt(level + rise);
        assertThat(rise).as("seed %d", seed).isCloseTo(expected, within(1e-9));
    }

    @Property(tries = 200)
    void isNeverNegativeAndFinite(@ForAll long seed, @ForAll @DoubleRange(max = 1e9) double level) {
        SplittableRandom chance = new SplittableRandom(seed);
        double[] minutes = new double[chance.nextInt(100)];
        Arrays.setAll(minutes, minute -> chance.nextInt(3) == 0 ? Double.NaN : 1e6 * chance.nextDouble());

        assertThat(ShortTermTrend.of(minutes, 1 + chance.nextInt(100)).from(level))
                .as("seed %d", seed)
                .isGreaterThanOrEqualTo(0)
                .isFinite();
    }

    private static double quantile(List<Double> rises) {
        List<Double> sorted = rises.stream().sorted().toList();
        return sorted.get((int) (ShortTermTrend.QUANTILE * sorted.size()));
    }
}
