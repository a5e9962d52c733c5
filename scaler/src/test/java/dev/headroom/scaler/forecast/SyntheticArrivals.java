// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Independent arrivals at a known rate, by the second, shown to a contest; what it expects is judged against the true rate. */
final class SyntheticArrivals {
    static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    private static final int STEP = 15;
    private static final int MINUTE = 60;

    private final DoubleUnaryOperator rate;
    private final long[] before;
    RateHistory history = RateHistory.NOTHING;

    SyntheticArrivals(DoubleUnaryOperator rate, Duration span, long seed) {
        this.rate = rate;
        this.before = new long[(int) span.toSeconds() + 1];
        SplittableRandom chance = new SplittableRandom(seed);
        for (int second = 1; second < before.length; second++) {
            before[second] = before[second - 1] + poisson(rate.applyAsDouble(second - 0.5), chance);
        }
    }

    /** Of a mean that is not large, by Knuth's products. */
    private static long poisson(double mean, SplittableRandom chance) {
        double limit = Math.exp(-mean);
        long count = 0;
        for (double product = chance.nextDouble(); product > limit; product *= chance.nextDouble()) {
            count++;
        }
        return count;
    }

    ArrivalRate rate(int from, int to) {
        return new ArrivalRate(
                perSecond(from, to),
                before[to] - before[from],
                BEGIN.plusSeconds(from),
                BEGIN.plusSeconds(to),
                true,
                ArrivalSource.ADMISSIONS,
                1,
                OptionalDouble.empty(),
                OptionalDouble.of(perSecond(to - STEP, to)));
    }

    private double perSecond(int from, int to) {
        return (double) (before[to] - before[from]) / (to - from);
    }

    ArrivalRate newest(int second) {
        return rate(second - MINUTE, second);
    }

    Optional<ArrivalRate> before(int second) {
        return second < 2 * MINUTE ? Optional.empty() : Optional.of(rate(second - 2 * MINUTE, second - MINUTE));
    }

    /** Shows it all up to a second. */
    void show(ForecastContest contest, int from, int to, Duration horizon) {
        for (int second = Math.max(MINUTE, from); second <= to; second += STEP) {
            history = history.observing(newest(second));
            contest.observe(newest(second), before(second), history, BEGIN.plusSeconds(second), horizon);
        }
    }

    RateForecast expected(ForecastContest contest, int second, Duration horizon) {
        return contest.forecast(newest(second), before(second), history, BEGIN.plusSeconds(second), horizon)
                .orElseThrow();
    }

    /** Runs a new contest through all of it beside the last value as it is. */
    Outcome run(Duration horizon) {
        ForecastContest contest = new ForecastContest();
        Outcome outcome = new Outcome();
        int ahead = (int) horizon.toSeconds();
        for (int second = MINUTE; second + ahead < before.length; second += STEP) {
            show(contest, second, second, horizon);
            double truth = rate.applyAsDouble((double) second + ahead);
            outcome.add(
                    expected(contest, second, horizon).distribution(),
                    expected(new ForecastContest(), second, horizon).distribution(),
                    truth);
        }
        return outcome;
    }

    /** Mean pinball losses over 0.5, 0.75, 0.9, 0.95 and 0.99, and coverage. */
    static final class Outcome {
        private double ofContest;
        private double ofLastValue;
        private double within90;
        private double within99;
        private int count;

        private void add(RateDistribution contest, RateDistribution lastValue, double truth) {
            ofContest += loss(contest, truth);
            ofLastValue += loss(lastValue, truth);
            within90 += truth <= contest.at(0.9) ? 1 : 0;
            within99 += truth <= contest.at(0.99) ? 1 : 0;
            count++;
        }

        private static double loss(RateDistribution distribution, double truth) {
            double loss = 0;
            for (double level : new double[] {0.5, 0.75, 0.9, 0.95, 0.99}) {
                double over = truth - distribution.at(level);
                loss += Math.max(level * over, (level - 1) * over);
            }
            return loss;
        }

        /** The contest's loss in shares of the last value's. */
        double share() {
            return ofContest / ofLastValue;
        }

        double within90() {
            return within90 / count;
        }

        double within99() {
            return within99 / count;
        }
    }
}
