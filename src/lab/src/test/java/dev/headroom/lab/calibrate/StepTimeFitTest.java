// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.StepTimeModel;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fit and the capacity model built on it, held against an engine on an H100. */
class StepTimeFitTest {
    private static final Performance.StepTime FITTED = StepTimeFit.fit(RecordedRuns.steps());
    private static final int CHUNK = 2048;

    @Test
    void findsTheCoefficientsThatMadeTheSteps() {
        Performance.StepTime truth = new Performance.StepTime(8, 0.01, 5e-5, 0.02, 3, 2e-4);
        List<EngineStep> steps = new ArrayList<>();
        for (int sequences = 1; sequences <= 64; sequences++) {
            for (int prefill : new int[] {0, 500, 2000}) {
                double context = sequences * (500.0 + 37 * (sequences % 7));
                double extra = prefill == 0 ? 0 : 3 + 0.02 * prefill + 2e-4 * context;
                steps.add(new EngineStep(sequences, prefill, context, 8 + 0.01 * sequences + 5e-5 * context + extra));
            }
        }

        Performance.StepTime fitted = StepTimeFit.fit(steps);

        assertThat(fitted.base()).isCloseTo(truth.base(), within(1e-9));
        assertThat(fitted.perSequence()).isCloseTo(truth.perSequence(), within(1e-9));
        assertThat(fitted.perContextToken()).isCloseTo(truth.perContextToken(), within(1e-12));
        assertThat(fitted.perPrefillToken()).isCloseTo(truth.perPrefillToken(), within(1e-9));
        assertThat(fitted.mixedExtra()).isCloseTo(truth.mixedExtra(), within(1e-9));
        assertThat(fitted.mixedPerContextToken()).isCloseTo(truth.mixedPerContextToken(), within(1e-12));
    }

    @Test
    void findsTheCoefficientsOfTheH100() {
        assertThat(FITTED.base()).isCloseTo(8.04, within(0.01));
        assertThat(FITTED.perSequence()).isCloseTo(0.0120, within(0.0005));
        assertThat(FITTED.perContextToken()).isCloseTo(5.36e-5, within(0.05e-5));
        assertThat(FITTED.perPrefillToken()).isCloseTo(0.0247, within(0.0005));
        assertThat(FITTED.mixedExtra()).isCloseTo(3.37, within(0.05));
        assertThat(FITTED.mixedPerContextToken()).isCloseTo(1.90e-4, within(0.05e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 256, 128, 20",
        "1024, 256, 128, 30",
        "1024, 256, 128, 50",
        "5000, 500, 64, 20",
        "5000, 500, 64, 30",
        "5000, 500, 64, 50"
    })
    void predictsTheRateAtAnItlWithin15Percent(int input, int output, int maxSequences, int itlMillis) {
        double measured = RecordedRuns.rateAt(input + "-" + output, itlMillis);

        ReplicaCapacity predicted = capacity(FITTED, input, output, maxSequences, itlMillis);

        assertThat(predicted.requestsPerSecond()).isCloseTo(measured, withPercentage(15));
    }

    @Test
    void isBoundByTheSlotsWhereTheRunsEndBelowTheLimit() {
        // 128 clients had an ITL of 35 ms: with 128 slots 50 ms are never reached.
        assertThat(capacity(FITTED, 1024, 256, 128, 50).boundBy()).isEqualTo("maxSequences");
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 256, 128, 20",
        "1024, 256, 128, 30",
        "1024, 256, 128, 50",
        "5000, 500, 64, 20",
        "5000, 500, 64, 30",
        "5000, 500, 64, 50"
    })
    void isFarTooOptimisticWhenMixedStepsCostNoMoreThanTheirTokens(
            int input, int output, int maxSequences, int itlMillis) {
        Performance.StepTime naive = new Performance.StepTime(
                FITTED.base(), FITTED.perSequence(), FITTED.perContextToken(), FITTED.perPrefillToken(), 0, 0);
        double measured = RecordedRuns.rateAt(input + "-" + output, itlMillis);

        ReplicaCapacity predicted = capacity(naive, input, output, maxSequences, itlMillis);

        assertThat(predicted.requestsPerSecond()).isGreaterThan(1.15 * measured);
    }

    @Test
    void refusesToFitTooFewSteps() {
        assertThatThrownBy(() -> StepTimeFit.fit(List.of(new EngineStep(1, 0, 100, 8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a fit needs at least 30 steps that only decode and as many that also prefill, were 1");
    }

    private static ReplicaCapacity capacity(
            Performance.StepTime coefficients, int input, int output, int maxSequences, int itlMillis) {
        StepTimeModel model = new StepTimeModel(
                coefficients, new ServingProfile.EngineLimits(1, maxSequences, OptionalLong.empty(), CHUNK));
        TrafficShape shape = new TrafficShape(input, output, TrafficShape.Arrivals.STEADY);
        return (ReplicaCapacity) model.capacityFor(shape, new Objective(Signal.ITL, 95, Duration.ofMillis(itlMillis)));
    }
}
