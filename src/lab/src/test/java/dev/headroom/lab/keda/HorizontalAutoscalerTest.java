// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import dev.headroom.lab.keda.HpaBehavior.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizontalAutoscalerTest {
    private static final Limit DOUBLE_IN_15_S = new Limit(Limit.Kind.PERCENT, 100, 15);
    private static final Limit TWO_PODS_A_MINUTE = new Limit(Limit.Kind.PODS, 2, 60);
    private static final Limit TEN_PERCENT_IN_15_S = new Limit(Limit.Kind.PERCENT, 10, 15);

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        // now, wanted, up to 1.32, since 1.33, tolerance 0
        "3, 4, 4, 4, 4",
        "9, 10, 10, 10, 10",
        "10, 11, 11, 10, 11",
        "20, 21, 20, 20, 21",
        "20, 22, 22, 20, 22",
        "20, 23, 23, 23, 23",
        "40, 43, 40, 40, 43",
        "40, 45, 45, 45, 45",
        "20, 18, 20, 20, 18",
        "20, 17, 17, 17, 17",
        // first reachable steps since 1.33
        "10, 12, 12, 12, 12",
        "10, 8, 8, 8, 8",
        "40, 44, 44, 40, 44",
        "40, 35, 35, 35, 35",
        "100, 111, 111, 111, 111",
        "100, 89, 89, 89, 89",
    })
    void takesTheStepsTheHpaTakes(int now, double wanted, int upTo132, int since133, int zero) {
        assertThat(undamped(Tolerance.TENTH_UP_TO_1_32).sync(wanted, now, 0)).isEqualTo(upTo132);
        assertThat(undamped(Tolerance.TENTH_SINCE_1_33).sync(wanted, now, 0)).isEqualTo(since133);
        assertThat(undamped(Tolerance.ZERO).sync(wanted, now, 0)).isEqualTo(zero);
    }

    @Test
    void eachDirectionMayHaveItsOwnTolerance() {
        Tolerance upAtOnce = Tolerance.TENTH_UP_TO_1_32.withUp(0);
        Tolerance downAtOnce = Tolerance.TENTH_SINCE_1_33.withDown(0);

        assertThat(undamped(upAtOnce).sync(21, 20, 0)).isEqualTo(21);
        assertThat(undamped(upAtOnce).sync(19, 20, 0)).isEqualTo(20);
        assertThat(undamped(downAtOnce).sync(21, 20, 0)).isEqualTo(20);
        assertThat(undamped(downAtOnce).sync(19, 20, 0)).isEqualTo(19);
    }

    @Test
    void roundsUpTotalsOverTargets() {
        // 23 / 5 = 4.6 at 4 replicas: ratio 1.15; 21 / 5 = 4.2: ratio 1.05, within the tolerance.
        assertThat(undamped(Tolerance.TENTH_SINCE_1_33).sync(4.6, 4, 0)).isEqualTo(5);
        assertThat(undamped(Tolerance.TENTH_SINCE_1_33).sync(4.2, 4, 0)).isEqualTo(4);
    }

    @Test
    void withoutBehaviorGoesFrom3To20InThreeSyncs() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.unset(1, 100));

        assertThat(hpa.sync(20, 3, 0)).isEqualTo(6);
        assertThat(hpa.sync(20, 6, 15)).isEqualTo(12);
        assertThat(hpa.sync(20, 12, 30)).isEqualTo(20);
    }

    @Test
    void withoutBehaviorOneGoesToFourAtOnce() {
        assertThat(new HorizontalAutoscaler(HpaBehavior.unset(1, 100)).sync(20, 1, 0))
                .isEqualTo(4);
    }

    @Test
    void withoutBehaviorAnOldWishIsStillPursuedUpward() {
        HorizontalAutoscaler unset = new HorizontalAutoscaler(HpaBehavior.unset(1, 100));
        HorizontalAutoscaler given = new HorizontalAutoscaler(HpaBehavior.defaults(1, 100));

        // Wanted 20, got a part of it; then 6 would do. Without a behavior the highest wish of 300 s rules upward as
        // well.
        assertThat(unset.sync(20, 3, 0)).isEqualTo(6);
        assertThat(unset.sync(6, 6, 15)).isEqualTo(12);
        assertThat(given.sync(20, 3, 0)).isEqualTo(7);
        assertThat(given.sync(6, 7, 15)).isEqualTo(7);
    }

    @Test
    void withoutBehaviorGoesDownWhenTheHighestOf300SecondsIsLower() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.unset(1, 100));

        assertThat(hpa.sync(20, 20, 0)).isEqualTo(20);
        assertThat(hpa.sync(5, 20, 15)).isEqualTo(20);
        assertThat(hpa.sync(5, 20, 285)).isEqualTo(20);
        assertThat(hpa.sync(5, 20, 300)).isEqualTo(5);
    }

    @Test
    void byDefaultABehaviorAddsFourPodsOrDoublesIn15Seconds() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.defaults(1, 100));

        assertThat(hpa.sync(60, 2, 0)).isEqualTo(6);
        assertThat(hpa.sync(60, 6, 15)).isEqualTo(12);
        assertThat(hpa.sync(60, 12, 30)).isEqualTo(24);
    }

    @Test
    void theRecommendedBehaviorAddsEightPodsOrDoubles() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.recommended(1, 40));

        assertThat(hpa.sync(30, 3, 0)).isEqualTo(11);
        assertThat(hpa.sync(30, 11, 15)).isEqualTo(22);
        assertThat(hpa.sync(30, 22, 30)).isEqualTo(30);
    }

    @Test
    void countsTheLimitFromTheBeginningOfThePeriod() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.recommended(1, 40));

        assertThat(hpa.sync(30, 3, 0)).isEqualTo(11);
        assertThat(hpa.sync(30, 11, 5)).isEqualTo(11);
    }

    @Test
    void whatItTookAwayInThePeriodItMayGiveBack() {
        Rules twoUp = new Rules(0, Select.MAX, List.of(TWO_PODS_A_MINUTE));
        HorizontalAutoscaler hpa = hpa(twoUp, Rules.unlimited(0));

        assertThat(hpa.sync(4, 10, 0)).isEqualTo(4);
        // The period began with 10: 10 + 2.
        assertThat(hpa.sync(20, 4, 15)).isEqualTo(12);
        // And nothing more of it: 12 - 8 + 6 + 2.
        assertThat(hpa.sync(20, 12, 30)).isEqualTo(12);
    }

    @Test
    void selectsTheMostOrTheLeastOrNothing() {
        List<Limit> both = List.of(DOUBLE_IN_15_S, TWO_PODS_A_MINUTE);

        assertThat(hpa(new Rules(0, Select.MAX, both), Rules.unlimited(0)).sync(50, 10, 0))
                .isEqualTo(20);
        assertThat(hpa(new Rules(0, Select.MIN, both), Rules.unlimited(0)).sync(50, 10, 0))
                .isEqualTo(12);
        assertThat(hpa(Rules.disabled(), Rules.unlimited(0)).sync(50, 10, 0)).isEqualTo(10);
        assertThat(hpa(Rules.unlimited(0), new Rules(0, Select.MAX, both)).sync(1, 10, 0))
                .isEqualTo(1);
        assertThat(hpa(Rules.unlimited(0), new Rules(0, Select.MIN, both)).sync(1, 10, 0))
                .isEqualTo(8);
        assertThat(hpa(Rules.unlimited(0), Rules.disabled()).sync(1, 10, 0)).isEqualTo(10);
    }

    @Test
    void percentagesAreRoundedTowardMovingUpAndAlsoDown() {
        Rules tenPercent = new Rules(0, Select.MAX, List.of(TEN_PERCENT_IN_15_S));

        // 3 × 1.1 = 3.3 -> 4; 3 × 0.9 = 2.7 -> 2.
        assertThat(hpa(tenPercent, Rules.unlimited(0)).sync(50, 3, 0)).isEqualTo(4);
        assertThat(hpa(Rules.unlimited(0), tenPercent).sync(1, 3, 0)).isEqualTo(2);
    }

    @Test
    void goesDownOnlyWhenTheHighestOfTheWindowIsLower() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.recommended(1, 40));

        assertThat(hpa.sync(8, 8, 0)).isEqualTo(8);
        assertThat(hpa.sync(3, 8, 15)).isEqualTo(8);
        assertThat(hpa.sync(5, 8, 45)).isEqualTo(8);
        assertThat(hpa.sync(3, 8, 60)).isEqualTo(5);
        assertThat(hpa.sync(3, 5, 75)).isEqualTo(5);
        assertThat(hpa.sync(3, 5, 105)).isEqualTo(3);
    }

    @Test
    void goesUpOnlyWhenTheLowestOfTheWindowIsHigher() {
        HorizontalAutoscaler hpa = hpa(Rules.unlimited(60), Rules.unlimited(0));

        assertThat(hpa.sync(8, 3, 0)).isEqualTo(3);
        assertThat(hpa.sync(8, 3, 15)).isEqualTo(3);
        assertThat(hpa.sync(5, 3, 45)).isEqualTo(3);
        assertThat(hpa.sync(9, 3, 60)).isEqualTo(5);
        assertThat(hpa.sync(9, 5, 105)).isEqualTo(9);
    }

    @Test
    void whatItFindsAtItsFirstLookCountsAsRecommended() {
        HorizontalAutoscaler hpa = new HorizontalAutoscaler(HpaBehavior.recommended(1, 40));

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
        assertThat(hpa(Rules.unlimited(0), Rules.unlimited(0)).sync(0, 5, 0)).isEqualTo(1);
    }

    @Test
    void isOffAtZeroReplicas() {
        assertThat(new HorizontalAutoscaler(HpaBehavior.recommended(0, 40)).sync(9, 0, 0))
                .isZero();
    }

    @Test
    void theLargestMetricWins() {
        HorizontalAutoscaler hpa = undamped(Tolerance.ZERO);

        assertThat(hpa.sync(List.of(ExternalMetric.of(5, 1), ExternalMetric.of(40, 4)), 7, 0))
                .isEqualTo(10);
    }

    @Test
    void aFailingMetricForbidsGoingDownAndAllFailingHolds() {
        HorizontalAutoscaler hpa = undamped(Tolerance.ZERO);

        assertThat(hpa.sync(List.of(ExternalMetric.of(5, 1), ExternalMetric.failing()), 7, 0))
                .isEqualTo(7);
        assertThat(hpa.sync(List.of(ExternalMetric.of(9, 1), ExternalMetric.failing()), 7, 15))
                .isEqualTo(9);
        assertThat(hpa.sync(List.of(ExternalMetric.failing()), 9, 30)).isEqualTo(9);
    }

    @Test
    void anUnknownNumberIsNoProposal() {
        assertThatThrownBy(() -> undamped(Tolerance.ZERO).sync(Double.NaN, 3, 0))
                .hasMessage("a metric's value must be 0 or more, was NaN");
    }

    /** Against a slow second reading of the controller's rules, which keeps everything and sorts nothing out. */
    @RepeatedTest(200)
    void agreesWithAnObviousReadingOfTheRules(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom chance = new SplittableRandom(seed);
        HpaBehavior behavior = new HpaBehavior(
                1 + chance.nextInt(3),
                10 + chance.nextInt(90),
                drawn(chance),
                drawn(chance),
                Tolerance.ZERO.withUp(chance.nextInt(3) / 20.0).withDown(chance.nextInt(3) / 20.0));
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
        Select either = chance.nextBoolean() ? Select.MAX : Select.MIN;
        Select select = chance.nextInt(20) == 0 ? Select.DISABLED : either;
        return new Rules(15 * chance.nextInt(8), select, limits);
    }

    private static HorizontalAutoscaler undamped(Tolerance tolerance) {
        return new HorizontalAutoscaler(new HpaBehavior(1, 200, Rules.unlimited(0), Rules.unlimited(0), tolerance));
    }

    private static HorizontalAutoscaler hpa(Rules up, Rules down) {
        return new HorizontalAutoscaler(new HpaBehavior(1, 100, up, down, Tolerance.ZERO));
    }
}
