// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.slo.ReplicaLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RateReplayTest {
    private static final Duration LEAD = Duration.ofMinutes(3);
    private static final int PAST = 240;
    private static final int DAY = 1440;

    @Test
    void aConstantLoadNeedsTheSameAllDay() {
        RateReplay.Outcome outcome = replay(4, 5, 8, 1).over(constant(20), PAST);

        assertThat(outcome.hours()).isCloseTo(24, within(1e-9));
        assertThat(outcome.replicaHours()).isCloseTo(24 * 5, within(1e-9));
        assertThat(outcome.kept()).isEqualTo(outcome.requests());
        assertThat(outcome.requests()).isCloseTo(20.0 * DAY * 60, within(1e-3));
        assertThat(outcome.changes()).isZero();
        assertThat(outcome.most()).isEqualTo(5);
    }

    @Test
    void aStepIsMissedUntilItsReplicasServe() {
        double[] minutes = constant(8);
        Arrays.fill(minutes, PAST + 720, minutes.length, 16);

        RateReplay.Outcome outcome = replay(4, 4, 4, 1).over(minutes, PAST);

        // From 2 to 4 replicas. A lead time of three minutes leaves half of each minute's requests; 4 replicas then
        // serve 16 a second, so the
        // queue never ends.
        double whole = (8.0 * 720 + 16.0 * 720) * 60;
        assertThat(outcome.requests()).isCloseTo(whole, within(1e-3));
        assertThat(outcome.kept()).isCloseTo(8.0 * 720 * 60, within(1e-3));
    }

    @Test
    void aQueueIsServedByReplicasWithRoom() {
        double[] minutes = constant(8);
        Arrays.fill(minutes, PAST + 720, minutes.length, 16);

        RateReplay.Outcome outcome = replay(4, 4, 8, 1).over(minutes, PAST);

        // 2 replicas serve 16 a second at most, so no queue stands; for three minutes they carry more than keeps the
        // promise.
        assertThat(outcome.requests() - outcome.kept()).isCloseTo(3 * 16 * 60, within(1e-3));
    }

    @Test
    void unknownMinutesCountNowhere() {
        // After them 15 % more are assumed: 19.6 requests/s, for which 5 do.
        double[] minutes = constant(17);
        Arrays.fill(minutes, PAST, PAST + 720, Double.NaN);

        RateReplay.Outcome outcome = replay(4, 5, 8, 1).over(minutes, PAST);

        assertThat(outcome.hours()).isCloseTo(12, within(1e-9));
        assertThat(outcome.replicaHours()).isCloseTo(12 * 5, within(1e-9));
    }

    @Test
    void theLimitsOfThePolicyApply() {
        assertThat(replay(4, 5, 8, 7).over(constant(20), PAST).replicaHours()).isCloseTo(24 * 7, within(1e-9));
        RateReplay held = new RateReplay(LEAD, new ReplicaRates(4, 5, 8), limits(1, 3));
        assertThat(held.over(constant(20), PAST).kept()).isZero();
    }

    @RepeatedTest(20)
    void aFasterReplicaNeverNeedsMoreHours(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        double[] minutes = wandering(new SplittableRandom(seed));

        RateReplay.Outcome slow = replay(2, 3, 4, 1).over(minutes, PAST);
        RateReplay.Outcome fast = replay(4, 6, 8, 1).over(minutes, PAST);

        assertThat(fast.replicaHours()).as("seed %s", seed).isLessThan(slow.replicaHours());
        assertThat(fast.most()).as("seed %s", seed).isLessThanOrEqualTo(slow.most());
        assertThat(slow.kept()).as("seed %s", seed).isBetween(0.8 * slow.requests(), slow.requests());
    }

    private static RateReplay replay(double booked, double kept, double most, int min) {
        return new RateReplay(LEAD, new ReplicaRates(booked, kept, most), limits(min, 1000));
    }

    private static ReplicaLimits limits(int min, int max) {
        return new ReplicaLimits(min, max, ReplicaLimits.WhenDark.HOLD);
    }

    private static double[] constant(double rate) {
        double[] minutes = new double[PAST + DAY];
        Arrays.fill(minutes, rate);
        return minutes;
    }

    private static double[] wandering(SplittableRandom random) {
        double[] minutes = new double[PAST + DAY];
        double level = 40;
        for (int minute = 0; minute < minutes.length; minute++) {
            level = Math.max(5, level * (1 + random.nextDouble(-0.05, 0.05)));
            minutes[minute] = level;
        }
        return minutes;
    }
}
