// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.forecast.TrafficShape.Arrivals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of 10 ms and 5 ms more where they also prefill, 0.01 ms for each token of a prompt; 2,000 tokens of a step are left for prompts. */
class StepStateTest {
    private static final Performance.StepTime ROUND = new Performance.StepTime(10, 0, 0, 0.01, 5, 0);

    @ParameterizedTest
    @CsvSource({"500,0.001", "500,0.02", "1000,0.03", "3000,0.01", "3000,0.02"})
    void theMeanStepSolvesItsEquation(int promptTokens, double perMilli) {
        StepState state = stateOf(promptTokens, perMilli);

        assertThat(state.stepMillis()).isCloseTo(smallestSolution(promptTokens, perMilli), withPercentage(0.5));
    }

    @Test
    void aStepGrowsWithWhatIsInFlightAndTheirContext() {
        Performance.StepTime all = new Performance.StepTime(10, 0.5, 0.001, 0.01, 5, 0.002);
        TrafficShape shape = new TrafficShape(1000, 101, Arrivals.POISSON);
        StepState state = new StepState(all, 2048, new RequestMix(shape), 0);
        double context = StepTimeEngine.meanContext(shape);

        state.at(48);

        // 10 + 0.5 · 48 + 0.001 · 48 contexts, and 5 + 0.002 · 48 contexts.
        assertThat(state.decodeMillis()).isCloseTo(34 + 0.048 * context, within(1e-9));
        assertThat(state.mixedExtra()).isCloseTo(5 + 0.096 * context, within(1e-9));
        assertThat(state.budget()).isEqualTo(2000);
        assertThat(state.chunksOf(2000)).isEqualTo(1);
        assertThat(state.chunksOf(2001)).isEqualTo(2);
        assertThat(state.stepMillis()).as("where no prompt comes").isEqualTo(state.decodeMillis());
        assertThat(state.mixedShare()).isZero();
        assertThat(state.sharing()).isEqualTo(1);
        assertThat(state.promptsPerMixedStep()).isEqualTo(1);
    }

    @Test
    void sharesFollowFromTheStep() {
        StepState state = stateOf(1000, 0.03);
        double tau = state.stepMillis();
        // A step is met by 0.03 · τ prompts of one chunk each, so it prefills with the chance that one is there at all.
        double mixed = 1 - Math.exp(-0.03 * tau);

        assertThat(state.mixedShare()).isCloseTo(mixed, within(1e-9));
        assertThat(state.prefillShare()).isCloseTo((mixed * 15 + 0.03 * tau * 10) / tau, within(1e-9));
        assertThat(state.promptsPerMixedStep()).isCloseTo(0.03 * tau / mixed, within(1e-9));
        assertThat(state.sharing()).isCloseTo(mixed / (0.03 * tau), within(1e-9));
        // Two prompts fill a step: half of 15 ms each, and 10 ms for its tokens.
        assertThat(state.fullStepShare()).isCloseTo(0.03 * (15 / 2.0 + 10), within(1e-9));
    }

    @Test
    void aPromptAloneTakesItsChunksAndItsTokens() {
        StepState state = stateOf(3000, 0.001);

        // Two steps of 15 ms, and 3,000 tokens.
        assertThat(state.prefillMillis(3000)).isCloseTo(2 * 15 + 30, within(1e-9));
        assertThat(state.prefillMillis()).isCloseTo(2 * 15 + 30, within(1e-9));
        assertThat(state.prefillMillis(100)).isCloseTo(15 + 1, within(1e-9));
    }

    private static StepState stateOf(int promptTokens, double perMilli) {
        RequestMix mix = new RequestMix(new TrafficShape(promptTokens, 200, Arrivals.POISSON));
        StepState state = new StepState(ROUND, 2001, mix, perMilli);
        state.at(1);
        return state;
    }

    /** By halves, and not by Newton's method. */
    private static double smallestSolution(int promptTokens, double perMilli) {
        double chunks = Math.ceil(promptTokens / 2000.0);
        double from = 10;
        double to = 10_000;
        for (int halving = 0; halving < 100; halving++) {
            double tau = (from + to) / 2;
            double mixed = Math.max(perMilli * tau * promptTokens / 2000, 1 - Math.exp(-perMilli * tau * chunks));
            double needed = 10 + mixed * 5 + perMilli * tau * 0.01 * promptTokens;
            if (needed > tau) {
                from = tau;
            } else {
                to = tau;
            }
        }
        return to;
    }
}
