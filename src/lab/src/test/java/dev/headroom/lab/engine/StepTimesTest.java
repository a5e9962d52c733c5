// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables, graph sizes and noise. */
class StepTimesTest {
    private static final StepTable TABLE = new StepTable(
            new StepGrid(new double[] {1, 11}, new double[] {0, 1_000}, new double[][] {{8, 9}, {10, 21}}),
            1e-4,
            new StepGrid(new double[] {0, 1_000}, new double[] {0, 10_000}, new double[][] {{16, 20}, {16, 30}}),
            1e-6);

    @Test
    void aStepThatOnlyDecodesIsReadBySequencesAndMeanContext() {
        assertThat(TABLE.millis(1, 1_000, 0)).isCloseTo(9, within(1e-9));
        assertThat(TABLE.millis(11, 11_000, 0)).isCloseTo(21, within(1e-9));
        assertThat(TABLE.millis(6, 6_000, 0)).isCloseTo(15, within(1e-9));
    }

    @Test
    void contextsOfDifferentLengthsPayForTheLongest() {
        // Eleven sequences of 1,000 tokens on average, the longest of 2,000: 11,000 tokens of padding.
        assertThat(TABLE.millis(11, 11_000, 2_000, 0, 0)).isCloseTo(21 + 1.1, within(1e-9));
    }

    @Test
    void aMixedStepIsReadByItsPromptsAndAllContexts() {
        assertThat(TABLE.millis(5, 10_000, 4_000, 500, 2e6)).isCloseTo(25 + 2, within(1e-9));
        assertThat(TABLE.millis(0, 0, 0, 700, 0)).isCloseTo(16, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "8, 8", "9, 16", "17, 24", "60, 64", "64, 64", "65, 65"})
    void graphsAreCapturedForCertainSizes(int sequences, int padded) {
        assertThat(new GraphBuckets(TABLE, 64).padded(sequences)).isEqualTo(padded);
    }

    @Test
    void onlyStepsThatOnlyDecodeArePadded() {
        GraphBuckets buckets = new GraphBuckets(LinearStepTimes.H100_LLAMA_8B, 64);

        assertThat(buckets.millis(9, 900, 0)).isEqualTo(LinearStepTimes.H100_LLAMA_8B.millis(16, 907, 0));
        assertThat(buckets.millis(9, 900, 100)).isEqualTo(LinearStepTimes.H100_LLAMA_8B.millis(9, 900, 100));
    }

    @Test
    void noiseHasMeanOneAndTheVariationAskedFor() {
        StepNoise noise = new StepNoise(0.2, 7);

        double[] factors = DoubleStream.generate(noise::next).limit(200_000).toArray();

        double mean = Arrays.stream(factors).average().orElseThrow();
        double variance = Arrays.stream(factors)
                .map(factor -> (factor - mean) * (factor - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.002));
        assertThat(Math.sqrt(variance)).isCloseTo(0.2, within(0.003));
        assertThat(new StepNoise(0, 7).next()).isEqualTo(1);
    }
}
