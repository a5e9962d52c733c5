// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BeliefTest {
    private static final SetUp.TrainingWindow TRAINING = new SetUp.TrainingWindow(20, 60, 700, 200);
    private static final LinearStepTimes LINE = LinearStepTimes.H100_LLAMA_8B;
    private static final EngineLimits LIMITS = new EngineLimits(128, 2048, 400_000);

    @Test
    void aLoadTestOfAnEngineThatIsAStraightLineFindsIt() {
        ServingProfile profile = believed(Belief.MEASURED, EngineModel.plain("line", LINE, LIMITS));

        Performance.StepTime found = (Performance.StepTime) profile.performance();
        assertThat(found.base()).isCloseTo(LINE.baseMs(), within(1e-4));
        assertThat(found.perSequence()).isCloseTo(LINE.perSequenceMs(), within(1e-5));
        assertThat(found.perContextToken()).isCloseTo(LINE.perContextTokenMs(), within(1e-8));
        assertThat(found.perPrefillToken()).isCloseTo(LINE.perPrefillTokenMs(), within(1e-6));
        assertThat(found.mixedExtra()).isCloseTo(LINE.mixedExtraMs(), within(1e-3));
        assertThat(found.mixedPerContextToken()).isCloseTo(LINE.mixedPerContextTokenMs(), within(1e-8));
        assertThat(profile.engine().maxSequences()).isEqualTo(128);
        assertThat(profile.engine().kvTokens()).hasValue(400_000);
        assertThat(profile.engine().chunkTokens()).isEqualTo(2048);
    }

    @Test
    void aWrongBeliefIsWrongInAllTimesAlike() {
        EngineModel engine = EngineModel.plain("line", LINE, LIMITS);

        Performance.StepTime slow =
                (Performance.StepTime) believed(Belief.TOO_SLOW, engine).performance();
        Performance.StepTime fast =
                (Performance.StepTime) believed(Belief.TOO_FAST, engine).performance();

        assertThat(slow.base()).isCloseTo(1.2 * LINE.baseMs(), within(1e-4));
        assertThat(slow.perPrefillToken()).isCloseTo(1.2 * LINE.perPrefillTokenMs(), within(1e-6));
        assertThat(fast.base()).isCloseTo(0.8 * LINE.baseMs(), within(1e-4));
        assertThat(fast.mixedExtra()).isCloseTo(0.8 * LINE.mixedExtraMs(), within(1e-3));
    }

    @Test
    void noiseMovesItALittleAndTheSeedDecidesHow() {
        EngineModel noisy = new EngineModel("noisy", "H100", 2, LINE, LIMITS, 0, 0.05, 1);

        Performance.StepTime found =
                (Performance.StepTime) believed(Belief.MEASURED, noisy).performance();

        assertThat(found.base()).isNotEqualTo(LINE.baseMs());
        assertThat(found.base()).isCloseTo(LINE.baseMs(), Percentage.withPercentage(5));
        assertThat(Belief.MEASURED.profileOf(noisy, TRAINING, 1))
                .isEqualTo(Belief.MEASURED.profileOf(noisy, TRAINING, 1));
        assertThat(Belief.MEASURED.profileOf(noisy, TRAINING, 1))
                .isNotEqualTo(Belief.MEASURED.profileOf(noisy, TRAINING, 2));
        assertThat(believed(Belief.MEASURED, noisy).gpus()).isEqualTo(2);
    }

    @Test
    void speculationMakesTokensCheaperButNotPrompts() {
        EngineModel speculating = new EngineModel("spec", "H100", 1, LINE, LIMITS, 0, 0, 2);

        Performance.StepTime found =
                (Performance.StepTime) believed(Belief.MEASURED, speculating).performance();

        assertThat(found.base()).isCloseTo(LINE.baseMs() / 2, within(1e-4));
        assertThat(found.perPrefillToken()).isCloseTo(LINE.perPrefillTokenMs(), within(1e-6));
    }

    @Test
    void absentMeansNoProfileAtAll() {
        assertThat(Belief.ABSENT.profileOf(EngineModel.plain("line", LINE, LIMITS), TRAINING, 1))
                .isEmpty();
    }

    private static ServingProfile believed(Belief belief, EngineModel engine) {
        String text = belief.profileOf(engine, TRAINING, 1).orElseThrow();
        return ServingProfileReader.read(text, new DocumentName("lab", "belief"))
                .fold(Parsed.Valid::value, invalid -> {
                    throw new AssertionError(invalid.sentence());
                });
    }
}
