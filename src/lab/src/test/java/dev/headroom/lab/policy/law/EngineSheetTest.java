// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import org.junit.jupiter.api.Test;

class EngineSheetTest {
    /** 10 ms a step, 0.1 ms a sequence, 0.02 ms a prompt token. */
    private static final EngineModel ENGINE = EngineModel.plain(
            "plain", new LinearStepTimes(10, 0.1, 0, 0.02, 0, 0), new EngineLimits(128, 2_048, 120_000));

    private final EngineSheet sheet = new EngineSheet(ENGINE, 1_000, 200);

    @Test
    void holdsAsManySequencesAsSlotsAndCache() {
        // 120,000 tokens of cache at 1,100 a request.
        assertThat(sheet.mostSequences()).isEqualTo(109);
    }

    @Test
    void carriesInEachStepThePrefillThatKeepsTheBatchFull() {
        // 20 sequences bring 20 · 1,000/200 = 100 prompt tokens a step: 10 + 2 + 2 ms.
        assertThat(sheet.loadedSeconds(20)).isCloseTo(0.014, within(1e-9));
    }

    @Test
    void prefillsChunkByChunkBesideWhatDecodes() {
        // 5,000 tokens: two steps of 2,048 and one of 904.
        assertThat(sheet.prefillSeconds(5_000, 0)).isCloseTo(0.030 + 0.1, within(1e-9));
    }

    @Test
    void findsTheLargestBatchThatKeepsALimit() {
        // 10 + 0.2 n <= 18.
        assertThat(sheet.largestLoadedBatch(0.018, 128)).isEqualTo(40);
        assertThat(sheet.largestLoadedBatch(0.001, 128)).isEqualTo(1);
        assertThat(sheet.largestLoadedBatch(1, 128)).isEqualTo(109);
    }

    @Test
    void makesInfernosParametersOfTwoRuns() {
        Inferno.Parameters parameters = sheet.inferno(50);

        // A decode step: 10 + 0.2 n. A prefill: 30 ms alone, 0.1 ms more for each sequence beside it.
        assertThat(parameters.alpha()).isCloseTo(10, within(1e-6));
        assertThat(parameters.beta()).isCloseTo(0.2, within(1e-6));
        assertThat(parameters.prefillMillis(1_000, 1)).isCloseTo(30, within(1e-6));
        assertThat(parameters.prefillMillis(1_000, 50)).isCloseTo(34.9, within(1e-6));
    }
}
