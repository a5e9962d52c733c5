// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final double ENOUGH = 100_000;

    @Test
    void asksForNothingWhereTheBudgetIsSpentByHalfAndJustLasts() {
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0.025, 1))).isEqualTo(1);
    }

    @Test
    void doublesTheCostWhereTheBudgetIsJustSpentAndDoublesAgainWhereItIsOverdrawnByHalf() {
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0.05, 1))).isCloseTo(2, within(1e-9));
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0.075, 1))).isCloseTo(4, within(1e-9));
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0.5, 1))).isEqualTo(Pacing.MOST);
    }

    @Test
    void buysHeadroomWhileTheBudgetBurnsFastHoweverMuchOfItIsLeft() {
        // The root of 14.4 is 3.79: half of the two doublings.
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0.01, Math.sqrt(14.4))))
                .isCloseTo(2, within(1e-9));
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0.01, 14.4))).isCloseTo(4, within(1e-9));
    }

    @Test
    void runsLeanerWhereNothingOfTheBudgetIsSpentAndTheWholeWindowWasObserved() {
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0, 0))).isEqualTo(Pacing.LEAST);
        // Half a halving where half of the window was observed.
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0, 0, 0.5))).isCloseTo(Math.sqrt(0.5), within(1e-9));
        assertThat(Pacing.shift(new BudgetStanding(ENOUGH, 0.05, 0, 1))).isEqualTo(1);
    }

    @Test
    void leansLittleOnLittleEvidence() {
        // Of 100 requests at p99 one miss is expected: a tenth of what counts in full.
        assertThat(Pacing.shift(new BudgetStanding(100, 0.01, 0, 0))).isCloseTo(Math.pow(2, -0.1), within(1e-9));
        assertThat(Pacing.shift(new BudgetStanding(100, 0.01, 0.02, 1))).isCloseTo(Math.pow(2, 0.4), within(1e-9));
        // But ten misses are ten misses.
        assertThat(Pacing.shift(new BudgetStanding(100, 0.01, 0.1, 1))).isCloseTo(4, within(1e-9));
    }

    @Test
    void saysWhereTheBudgetStandsAndWhatFollows() {
        assertThat(Pacing.sentence(new BudgetStanding(120_000, 0.05, 0.05, 1.2)))
                .isEqualTo(
                        "5.00 % of 120,000 requests missed, 5.00 % may: 100 % of the error budget is spent, burning at 1.2;"
                                + " a violation weighs 2.00 times its cost");
    }

    @Property(tries = 2_000)
    void moreMissesNeverMakeItLeaner(
            @ForAll @DoubleRange(min = 1, max = 1e6) double requests,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double allowed,
            @ForAll @DoubleRange(max = 1) double missed,
            @ForAll @DoubleRange(max = 1) double more,
            @ForAll @DoubleRange(max = 30) double burning) {
        double most = Math.min(1, missed + more);

        double less = Pacing.shift(new BudgetStanding(requests, allowed, missed, burning));

        assertThat(Pacing.shift(new BudgetStanding(requests, allowed, most, burning)))
                .isGreaterThanOrEqualTo(less);
        assertThat(Pacing.shift(new BudgetStanding(requests, allowed, missed, burning + more)))
                .isGreaterThanOrEqualTo(less);
        assertThat(less).isBetween(Pacing.LEAST, Pacing.MOST);
    }

    @Property(tries = 2_000)
    void aLittleMoreMakesALittleDifference(
            @ForAll @DoubleRange(min = 100, max = 1e6) double requests,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double allowed,
            @ForAll @DoubleRange(max = 2) double spent,
            @ForAll @DoubleRange(max = 30) double burning) {
        double missed = Math.min(1, spent * allowed);
        double step = 1e-9;

        double here = Pacing.shift(new BudgetStanding(requests, allowed, missed, burning));

        assertThat(Pacing.shift(new BudgetStanding(requests, allowed, Math.min(1, missed + step * allowed), burning)))
                .isCloseTo(here, within(1e-6));
        assertThat(Pacing.shift(new BudgetStanding(requests, allowed, missed, burning + step)))
                .isCloseTo(here, within(1e-6));
    }
}
