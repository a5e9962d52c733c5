// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ForecastContestTest {
    private static final Duration HORIZON = Duration.ofMinutes(5);
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final int HOUR = 3600;
    private static final double DAY = 86_400;

    @Test
    void aSteadyRateIsKnownBetterThanByItsLastMinute() {
        SyntheticArrivals.Outcome outcome = new SyntheticArrivals(at -> 40, SIX_HOURS, 1).run(HORIZON);

        assertThat(outcome.share()).isLessThan(0.7);
        assertThat(outcome.within90()).isGreaterThan(0.85);
        assertThat(outcome.within99()).isGreaterThan(0.96);
    }

    @Test
    void aRampIsFollowedFarBetterThanByItsLastValue() {
        SyntheticArrivals.Outcome outcome =
                new SyntheticArrivals(at -> 10 + at / 120, Duration.ofHours(4), 2).run(HORIZON);

        assertThat(outcome.share()).isLessThan(0.4);
        assertThat(outcome.within99()).isGreaterThan(0.9);
    }

    @Test
    void daysThatAreAlikeAreLearnt() {
        SyntheticArrivals.Outcome outcome = new SyntheticArrivals(
                        at -> 50 - 40 * Math.cos(2 * Math.PI * at / DAY), Duration.ofDays(4), 3)
                .run(Duration.ofMinutes(10));

        assertThat(outcome.share()).isLessThan(0.6);
        assertThat(outcome.within90()).isCloseTo(0.9, within(0.06));
        assertThat(outcome.within99()).isGreaterThan(0.95);
    }

    @Test
    void whereNothingCanBeForeseenItIsHardlyWorseThanTheLastValue() {
        assertThat(new SyntheticArrivals(at -> Math.floorMod((long) (at / 1800), 2L) == 0 ? 20 : 60, SIX_HOURS, 4)
                        .run(HORIZON)
                        .share())
                .isLessThan(1.1);
        assertThat(new SyntheticArrivals(ForecastContestTest::bursts, SIX_HOURS, 5)
                        .run(HORIZON)
                        .share())
                .isLessThan(1.1);
    }

    /** One stretch of 40 s in ten has six times the rate. */
    private static double bursts(double at) {
        long stretch = (long) (at / 40);
        return Math.floorMod((stretch * 0x9E3779B97F4A7C15L) >>> 17, 10L) == 0 ? 90 : 15;
    }

    @Test
    void aStepUpIsBelievedWithinHalfAMinute() {
        SyntheticArrivals arrivals = new SyntheticArrivals(at -> at < HOUR ? 20 : 60, Duration.ofHours(2), 6);
        ForecastContest contest = new ForecastContest();
        arrivals.show(contest, 0, HOUR + 30, HORIZON);

        RateForecast expected = arrivals.expected(contest, HOUR + 30, HORIZON);

        // The last minute's rate is 40 by then.
        assertThat(expected.distribution().at(0.9)).isGreaterThan(56);
    }

    @Test
    void withoutProofItIsTheLastValue() {
        SyntheticArrivals arrivals = new SyntheticArrivals(at -> 40, Duration.ofHours(1), 7);
        ForecastContest contest = new ForecastContest();
        arrivals.show(contest, 0, 600, HORIZON);

        RateForecast expected = arrivals.expected(contest, 600, HORIZON);

        assertThat(expected.method()).isEqualTo("last-value");
        assertThat(expected.perSecond()).isEqualTo(arrivals.newest(600).perSecond());
    }

    @Test
    void whatWasLearntOutlivesARestart() {
        SyntheticArrivals arrivals = new SyntheticArrivals(at -> 40, Duration.ofHours(5), 8);
        ForecastContest contest = new ForecastContest();
        arrivals.show(contest, 0, 4 * HOUR, HORIZON);

        ForecastContest restored = new ForecastContest(contest.memory());
        arrivals.show(restored, 4 * HOUR - 300, 4 * HOUR, HORIZON);

        assertThat(arrivals.expected(contest, 4 * HOUR, HORIZON).method()).isNotEqualTo("last-value");
        assertThat(arrivals.expected(restored, 4 * HOUR, HORIZON).method())
                .isEqualTo(arrivals.expected(contest, 4 * HOUR, HORIZON).method());
    }

    @Test
    void memoryIsTheSameAfterBeingRestored() {
        SyntheticArrivals arrivals = new SyntheticArrivals(at -> 40, Duration.ofHours(2), 9);
        ForecastContest contest = new ForecastContest();
        arrivals.show(contest, 0, HOUR, HORIZON);
        ContestMemory memory = contest.memory();

        assertThat(new ForecastContest(memory).memory()).isEqualTo(memory);
    }

    @Test
    void aNewHorizonBeginsWithWhatWasLearntAtTheNearest() {
        SyntheticArrivals arrivals = new SyntheticArrivals(at -> 40, Duration.ofHours(5), 10);
        ForecastContest contest = new ForecastContest();
        arrivals.show(contest, 0, 4 * HOUR, HORIZON);

        RateForecast expected = arrivals.expected(contest, 4 * HOUR, Duration.ofMinutes(2));

        assertThat(expected.method())
                .isEqualTo(arrivals.expected(contest, 4 * HOUR, HORIZON).method());
    }

    @Test
    void silenceOfAWholeWindowIsNoDemand() {
        SyntheticArrivals arrivals = new SyntheticArrivals(at -> 0, Duration.ofHours(1), 11);
        ForecastContest contest = new ForecastContest();
        arrivals.show(contest, 0, 900, HORIZON);

        assertThat(arrivals.expected(contest, 900, HORIZON).distribution()).isEqualTo(RateDistribution.normal(0, 0));
    }

    @Test
    void aRateThatIsNotWholeTeachesNothing() {
        SyntheticArrivals arrivals = new SyntheticArrivals(at -> 40, Duration.ofHours(1), 12);
        ForecastContest contest = new ForecastContest();
        ArrivalRate whole = arrivals.newest(600);
        ArrivalRate partial = new ArrivalRate(
                1,
                60,
                whole.from(),
                whole.to(),
                false,
                whole.source(),
                0.5,
                whole.dispersion(),
                whole.newestPerSecond());

        contest.observe(partial, Optional.empty(), arrivals.history, whole.to(), HORIZON);

        assertThat(contest.memory()).isEqualTo(new ForecastContest().memory());
    }

    @Property(tries = 20)
    void quantilesAscendAndAreFiniteWhateverComes(
            @ForAll @LongRange(max = 1_000_000) long seed,
            @ForAll @DoubleRange(max = 100) double low,
            @ForAll @DoubleRange(max = 300) double high) {
        SyntheticArrivals arrivals = new SyntheticArrivals(
                at -> Math.floorMod(((long) (at / 300)) * (seed + 1), 3L) == 0 ? high : low, Duration.ofHours(1), seed);
        ForecastContest contest = new ForecastContest();
        for (int second = 60; second < HOUR; second += 15) {
            arrivals.show(contest, second, second, HORIZON);

            RateForecast expected = arrivals.expected(contest, second, HORIZON);

            // RateDistribution itself refuses what does not ascend or is not finite.
            assertThat(expected.standardError()).isFinite();
            assertThat(expected.distribution().at(0.99)).isLessThan(20 * (high + low + 1));
        }
    }
}
