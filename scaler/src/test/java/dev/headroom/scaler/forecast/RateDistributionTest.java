// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RateDistributionTest {
    private static final int SLICES = 20_000;

    @Property(tries = 500)
    void keepsANormalDistributionAtEveryQuantile(@ForAll @DoubleRange(min = 0.05, max = 99.95) double percentile) {
        assertThat(RateDistribution.normal(100, 10).at(percentile / 100))
                .isCloseTo(100 + 10 * NormalScore.of(percentile / 100), within(1e-9));
    }

    @Test
    void eachSideHasItsOwnError() {
        RateDistribution rates = RateDistribution.twoSided(100, 1, 20);

        assertThat(rates.median()).isEqualTo(100);
        assertThat(rates.at(0.05)).isCloseTo(100 - 1.645, within(0.001));
        assertThat(rates.at(0.95)).isCloseTo(100 + 20 * 1.645, within(0.02));
    }

    @Test
    void noRateIsNegative() {
        RateDistribution rates = RateDistribution.normal(1, 10);

        assertThat(rates.at(0.0001)).isZero();
        assertThat(rates.at(0.05)).isZero();
        assertThat(rates.median()).isEqualTo(1);
    }

    @Property(tries = 500)
    void aRateThatIsExceededLessOftenIsNoLower(
            @ForAll @DoubleRange(max = 100) double median,
            @ForAll @DoubleRange(max = 100) double below,
            @ForAll @DoubleRange(max = 100) double above,
            @ForAll @DoubleRange(min = 0.01, max = 99.99) double one,
            @ForAll @DoubleRange(min = 0.01, max = 99.99) double other) {
        RateDistribution rates = RateDistribution.twoSided(median, below, above);

        assertThat(rates.at(Math.max(one, other) / 100)).isGreaterThanOrEqualTo(rates.at(Math.min(one, other) / 100));
    }

    @Test
    void growsWithEveryQuantile() {
        RateDistribution twice = RateDistribution.normal(100, 10).times(2);

        assertThat(twice.at(0.9)).isCloseTo(2 * RateDistribution.normal(100, 10).at(0.9), within(1e-9));
    }

    /** E[max(0, X - r)] is the integral of max(0, q(p) - r) over all p. */
    @Property(tries = 200)
    void whatIsExpectedAboveARateIsTheIntegralOverTheQuantilesWithinAThirtiethOfTheError(
            @ForAll @DoubleRange(min = 40, max = 200) double median,
            @ForAll @DoubleRange(min = 0.1, max = 10) double below,
            @ForAll @DoubleRange(min = 0.1, max = 30) double above,
            @ForAll @DoubleRange(max = 4) double errorsAbove) {
        RateDistribution rates = RateDistribution.twoSided(median, below, above);
        double rate = median + errorsAbove * above;

        double expected = rates.expectedAbove(rate);

        double integral = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            integral += Math.max(0, rates.at((slice + 0.5) / SLICES) - rate) / SLICES;
        }
        // Sooner too much than too little: between two levels the quantiles bend towards the lower one.
        assertThat(expected).isBetween(integral - 0.001 * above, integral + above / 30);
    }

    @Test
    void nothingIsExpectedAboveWhatIsCertain() {
        assertThat(RateDistribution.normal(100, 0).expectedAbove(100)).isZero();
        assertThat(RateDistribution.normal(100, 0).expectedAbove(90)).isCloseTo(10, within(0.02));
    }

    @Property(tries = 500)
    void coversTheLeastRateThatIsExceededByNoMore(
            @ForAll @DoubleRange(max = 100) double median,
            @ForAll @DoubleRange(min = 0.1, max = 50) double error,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
        RateDistribution rates = RateDistribution.normal(median, error);
        double excess = share * error;

        double covered = rates.coveredBut(excess);

        assertThat(covered).isGreaterThanOrEqualTo(median);
        assertThat(rates.expectedAbove(covered)).isLessThanOrEqualTo(excess);
        assertThat(covered == median || rates.expectedAbove(covered - 1e-4 * error) > excess)
                .isTrue();
    }

    @Test
    void coversWhatIsCertainAndNoMore() {
        assertThat(RateDistribution.normal(100, 0).coveredBut(0.001)).isEqualTo(100);
    }

    @Test
    void refusesQuantilesThatAreNone() {
        int levels = RateDistribution.LEVELS.size();

        assertThatThrownBy(() -> new RateDistribution(List.of(1.0, 2.0))).hasMessageContaining("was given 2");
        assertThatThrownBy(() -> new RateDistribution(Collections.nCopies(levels, -1.0)))
                .hasMessageContaining("must be finite, not negative and ascend");
        assertThatThrownBy(() -> new RateDistribution(Collections.nCopies(levels, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
