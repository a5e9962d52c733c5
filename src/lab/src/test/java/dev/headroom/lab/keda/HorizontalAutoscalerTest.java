// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizontalAutoscalerTest {
    private static final Rules FREE = new Rules(0, List.of());
    private static final Rules EIGHT_PODS_OR_DOUBLE =
            new Rules(0, List.of(new Limit(Limit.Kind.PERCENT, 100, 15), new Limit(Limit.Kind.PODS, 8, 15)));
    private static final Limit TWO_PODS_A_MINUTE = new Limit(Limit.Kind.PODS, 2, 60);
    private static final Limit TEN_PERCENT_IN_15_S = new Limit(Limit.Kind.PERCENT, 10, 15);

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        // now, wanted, tolerance 0.1, tolerance 0
        "3, 4, 4, 4",
        "9, 10, 10, 10",
        "10, 11, 10, 11",
        "20, 21, 20, 21",
        "20, 22, 20, 22",
        "20, 23, 23, 23",
        "40, 43, 40, 43",
        "40, 45, 45, 45",
        "20, 18, 20, 18",
        "20, 17, 17, 17",
        // first reachable steps
        "10, 12, 12, 12",
        "10, 8, 8, 8",
        "40, 44, 40, 44",
        "40, 35, 35, 35",
        "100, 111, 111, 111",
        "100, 89, 89, 89",
    })
    void takesTheStepsTheHpaTakes(int now, double wanted, int tenth, int zero) {
        assertThat(undamped(HpaBehavior.DEFAULT_TOLERANCE).sync(wanted, now, 0)).isEqualTo(tenth);
        assertThat(undamped(0).sync(wanted, now, 0)).isEqualTo(zero);
    }

    @Test
    void roundsUpTotalsOverTargets() {
        // 23 / 5 = 4.6 at 4 replicas: ratio 1.15; 21 / 5 = 4.2: ratio 1.05, within the tolerance.
        assertThat(undamped(HpaBehavior.DEFAULT_TOLERANCE).sync(4.6, 4, 0)).isEqualTo(5);
        assertThat(undamped(HpaBehavior.DEFAULT_TOLERANCE).sync(4.2, 4, 0)).isEqualTo(4);
    }

    @Test
    void byDefaultABehaviorAddsFourPodsOrDoublesIn15Seconds() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.defaults(1, 100));

        assertThat(hpa.sync(60, 2, 0)).isEqualTo(6);
        assertThat(hpa.sync(60, 6, 15)).isEqualTo(12);
        assertThat(hpa.sync(60, 12, 30)).isEqualTo(24);
    }

    @Test
    void theRecommendedBehaviorTakesAnyStepAtOnce() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.recommended(1, 40));

        assertThat(hpa.sync(30, 3, 0)).isEqualTo(30);
        assertThat(hpa.sync(2, 30, 15)).isEqualTo(2);
    }

    @Test
    void ofSeveralLimitsTheOneThatAllowsMostCounts() {
        HorizontalAutoscaler hpa = hpa(EIGHT_PODS_OR_DOUBLE, FREE);

        assertThat(hpa.sync(30, 3, 0)).isEqualTo(11);
        assertThat(hpa.sync(30, 11, 15)).isEqualTo(22);
        assertThat(hpa.sync(30, 22, 30)).isEqualTo(30);
    }

    @Test
    void countsTheLimitFromTheBeginningOfThePeriod() {
        HorizontalAutoscaler hpa = hpa(EIGHT_PODS_OR_DOUBLE, FREE);

        assertThat(hpa.sync(30, 3, 0)).isEqualTo(11);
        assertThat(hpa.sync(30, 11, 5)).isEqualTo(11);
    }

    @Test
    void whatItTookAwayInThePeriodItMayGiveBack() {
        Rules twoUp = new Rules(0, List.of(TWO_PODS_A_MINUTE));
        HorizontalAutoscaler hpa = hpa(twoUp, FREE);

        assertThat(hpa.sync(4, 10, 0)).isEqualTo(4);
        // The period began with 10: 10 + 2.
        assertThat(hpa.sync(20, 4, 15)).isEqualTo(12);
        // And nothing more of it: 12 - 8 + 6 + 2.
        assertThat(hpa.sync(20, 12, 30)).isEqualTo(12);
    }

    @Test
    void percentagesAreRoundedTowardMovingUpAndAlsoDown() {
        Rules tenPercent = new Rules(0, List.of(TEN_PERCENT_IN_15_S));

        // 3 × 1.1 = 3.3 -> 4; 3 × 0.9 = 2.7 -> 2.
        assertThat(hpa(tenPercent, FREE).sync(50, 3, 0)).isEqualTo(4);
        assertThat(hpa(FREE, tenPercent).sync(1, 3, 0)).isEqualTo(2);
    }

    @Test
    void goesDownOnlyWhenTheHighestOfTheWindowIsLower() {
        HorizontalAutoscaler hpa = hpa(FREE, new Rules(60, List.of()));

        assertThat(hpa.sync(8, 8, 0)).isEqualTo(8);
        assertThat(hpa.sync(3, 8, 15)).isEqualTo(8);
        assertThat(hpa.sync(5, 8, 45)).isEqualTo(8);
        assertThat(hpa.sync(3, 8, 60)).isEqualTo(5);
        assertThat(hpa.sync(3, 5, 75)).isEqualTo(5);
        assertThat(hpa.sync(3, 5, 105)).isEqualTo(3);
    }

    @Test
    void goesUpOnlyWhenTheLowestOfTheWindowIsHigher() {
        HorizontalAutoscaler hpa = hpa(new Rules(60, List.of()), FREE);

        assertThat(hpa.sync(8, 3, 0)).isEqualTo(3);
        assertThat(hpa.sync(8, 3, 15)).isEqualTo(3);
        assertThat(hpa.sync(5, 3, 45)).isEqualTo(3);
        assertThat(hpa.sync(9, 3, 60)).isEqualTo(5);
        assertThat(hpa.sync(9, 5, 105)).isEqualTo(9);
    }

    @Test
    void whatItFindsAtItsFirstLookCountsAsRecommended() {
        HorizontalAutoscaler hpa = hpa(FREE, new Rules(60, List.of()));

        assertThat(hpa.sync(1, 4, 0)).isEqualTo(4);
        assertThat(hpa.sync(1, 4, 59)).isEqualTo(4);
        assertThat(hpa.sync(1, 4, 60)).isEqualTo(1);
    }

    @Test
    void staysWithinItsBoundsAndMendsBrokenOnesAtOnce() {
        HpaBehavior behavior = HpaBehavior.recommended(2, 40);

        assertThat(new HorizontalAutoscaler(behavior).sync(100, 35, 0)).isEqualTo(40);
        assertThat(new HorizontalAutoscaler(behavior).sync(1, 60, 0)).isEqualTo(40);
        assertThat(new HorizontalAutoscaler(behavior).sync(1, 1, 0)).isEqualTo(2);
        assertThat(hpa(FREE, FREE).sync(0, 5, 0)).isEqualTo(1);
    }

    @Test
    void isOffAtZeroReplicas() {
        assertThat(new HorizontalAutoscaler(HpaBehavior.recommended(0, 40)).sync(9, 0, 0))
                .isZero();
    }

    @Test
    void withoutAValueNothingMoves() {
        HorizontalAutoscaler hpa = undamped(0);

        assertThat(hpa.sync(OptionalDouble.empty(), 1, 9, 0)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"7.0004, 1, 3, 7", "21.001, 1, 3, 22", "30, 6.111, 3, 5"})
    void roundsUpInThousandths(double value, double target, int now, int replicas) {
        assertThat(undamped(0).sync(OptionalDouble.of(value), target, now, 0)).isEqualTo(replicas);
    }

    @Test
    void anUnknownNumberIsNoProposal() {
        assertThatThrownBy(() -> undamped(0).sync(Double.NaN, 3, 0))
                .hasMessageStartingWith("a metric's value must be 0 or more");
    }

    /** Against a slow second reading of the controller's rules, which keeps everything and sorts nothing out. */
    @RepeatedTest(200)
    void agreesWithAnObviousReadingOfTheRules(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom chance = new SplittableRandom(seed);
        HpaBehavior behavior = new HpaBehavior(
                1 + chance.nextInt(3), 10 + chance.nextInt(90), drawn(chance), drawn(chance), chance.nextInt(3) / 20.0);
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(behavior);
        ObviousAutoscaler obvious = new ObviousAutoscaler(behavior);
        int replicas = behavior.minReplicas() + chance.nextInt(8);
        for (int sync = 0; sync < 100; sync++) {
            double now = 15 * sync;
            double proposal = chance.nextInt(1000) / 10.0;
            int expected = obvious.sync(proposal, replicas, now);
            replicas = hpa.sync(proposal, replicas, now);
            assertThat(replicas).as("seed %d, sync %d", seed, sync).isEqualTo(expected);
        }
    }

    private static Rules drawn(SplittableRandom chance) {
        List<Limit> limits = new ArrayList<>();
        for (int limit = chance.nextInt(1, 4); limit > 0; limit--) {
            limits.add(new Limit(
                    chance.nextBoolean() ? Limit.Kind.PODS : Limit.Kind.PERCENT,
                    1 + chance.nextInt(100),
                    15 * (1 + chance.nextInt(8))));
        }
        return new Rules(15 * chance.nextInt(8), limits);
    }

    private static HorizontalAutoscaler undamped(double tolerance) {
        return new HorizontalAutoscaler(new HpaBehavior(1, 200, FREE, FREE, tolerance));
    }

    private static HorizontalAutoscaler hpa(Rules up, Rules down) {
        return new HorizontalAutoscaler(new HpaBehavior(1, 100, up, down, 0));
    }
}
