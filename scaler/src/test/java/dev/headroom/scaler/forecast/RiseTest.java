// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What a plan covers on a rise that nobody has seen before: enough, and not much more. */
class RiseTest {
    private static final Duration HORIZON = Duration.ofMinutes(3);
    private static final int AHEAD = 180;
    private static final int SEEDS = 8;
    private static final int RISE_BEGINS = 500;
    private static final int RISE_ENDS = 1550;
    private static final int FALL_BEGINS = 1750;

    /** Mean of the rate covered over the true one, and of what was missing, over the targets from one second to another. */
    private record Covered(double ofTruth, double missing) {
        static Covered on(DoubleUnaryOperator rate, int from, int to) {
            double ofTruth = 0;
            double missing = 0;
            int count = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                SyntheticArrivals arrivals = new SyntheticArrivals(rate, Duration.ofSeconds(to), seed);
                ForecastContest contest = new ForecastContest();
                for (int second = 60; second + AHEAD < to; second += 15) {
                    arrivals.show(contest, second, second, HORIZON);
                    if (second + AHEAD >= from) {
                        RateForecast expected = arrivals.expected(contest, second, HORIZON);
                        double covered = expected.distribution().coveredBut(0.01 * expected.perSecond());
                        double truth = rate.applyAsDouble((double) second + AHEAD);
                        ofTruth += covered / truth;
                        missing += Math.max(0, truth - covered) / truth;
                        count++;
                    }
                }
            }
            return new Covered(ofTruth / count, missing / count);
        }
    }

    /** Flat, a smooth rise to 4.5 times as much, a plateau. */
    private static double evening(double at) {
        double risen = Math.max(0, Math.min(1, (at - RISE_BEGINS) / (RISE_ENDS - RISE_BEGINS)));
        return 42 + 73 * (1 - Math.cos(Math.PI * risen));
    }

    @Test
    void aRiseIsCoveredFromFiveMinutesAfterItCouldBeSeen() {
        Covered covered = Covered.on(RiseTest::evening, RISE_BEGINS + 300 + AHEAD, RISE_ENDS);

        assertThat(covered.ofTruth()).isBetween(1.0, 1.15);
        assertThat(covered.missing()).isLessThan(0.01);
    }

    @Test
    void itsEndIsKnownTwoMinutesLater() {
        Covered covered = Covered.on(RiseTest::evening, RISE_ENDS + 120 + AHEAD, FALL_BEGINS + 300);

        assertThat(covered.ofTruth()).isBetween(0.99, 1.1);
        assertThat(covered.missing()).isLessThan(0.01);
    }

    @Test
    void aStraightRiseIsCoveredAsWell() {
        Covered covered = Covered.on(at -> 42 + Math.max(0, at - RISE_BEGINS) / 7, RISE_BEGINS + 480, RISE_ENDS);

        assertThat(covered.ofTruth()).isBetween(0.99, 1.1);
        assertThat(covered.missing()).isLessThan(0.01);
    }

    @Test
    void aConstantRateIsCoveredByHardlyMore() {
        Covered covered = Covered.on(at -> 100, 600, 3600);

        assertThat(covered.ofTruth()).isBetween(0.99, 1.03);
        assertThat(covered.missing()).isLessThan(0.01);
    }
}
