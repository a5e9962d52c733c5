// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The cache's limit, the prefix cache, speculation, noise, and the ends of an engine's life. */
class EngineFeaturesTest {
    /** 10 ms a step, 1 ms a sequence, 1 ms a prompt token. */
    private static final LinearStepTimes PLAIN = new LinearStepTimes(10, 1, 0, 1, 0, 0);

    private static final Offset<Double> EXACTLY = within(1e-9);
    private final List<ServedRequest> finished = new ArrayList<>();

    @Test
    void letsRequestsThatComeTogetherIntoOneStep() {
        Engine engine = engine(new EngineLimits(4, 100, 1_000));
        ServedRequest first = request(20, 1);
        ServedRequest second = request(30, 1);

        engine.accept(first, 0);
        engine.accept(second, 0);
        engine.advanceTo(1, finished::add);

        assertThat(first.firstTokenAt()).isEqualTo(0.060, EXACTLY);
        assertThat(second.firstTokenAt()).isEqualTo(0.060, EXACTLY);
    }

    @Test
    void keepsARequestWaitingUntilItsWholePromptFitsAndLetsNobodyOvertakeIt() {
        Engine engine = engine(new EngineLimits(4, 100, 200));
        ServedRequest running = request(100, 3);
        ServedRequest large = request(120, 2);
        ServedRequest small = request(10, 2);

        engine.accept(running, 0);
        engine.accept(large, 0);
        engine.accept(small, 0);
        engine.advanceTo(0.120, finished::add);

        assertThat(engine.reading().running()).isEqualTo(1);
        assertThat(engine.reading().waiting()).isEqualTo(2);
        engine.advanceTo(9, finished::add);
        assertThat(large.scheduledAt()).isEqualTo(running.finishedAt());
        assertThat(small.scheduledAt()).isGreaterThanOrEqualTo(large.scheduledAt());
        assertThat(finished).containsExactlyInAnyOrder(running, large, small);
    }

    @Test
    void preemptsTheYoungestWhichComputesAllAgainBeforeOthersEnter() {
        Engine engine = engine(new EngineLimits(4, 100, 100));
        ServedRequest old = request(40, 30);
        ServedRequest young = request(40, 20);
        ServedRequest later = request(10, 1);

        engine.accept(old, 0);
        engine.accept(young, 0);
        engine.advanceTo(0.250, finished::add);
        engine.accept(later, 0.250);
        engine.advanceTo(9, finished::add);

        // 82 tokens after both prompts, 2 more a step: 9 steps fit, for the 10th the youngest has to go, with 10 tokens
        // made.
        assertThat(engine.reading().counters().preemptions()).isEqualTo(1);
        assertThat(engine.reading().counters().generatedTokens()).isEqualTo(51);
        assertThat(young.firstTokenAt()).isEqualTo(old.firstTokenAt());
        assertThat(finished).containsExactly(old, later, young);
        assertThat(later.scheduledAt()).isEqualTo(old.finishedAt());
        // 40 + 10 tokens again and the 10 of the last in one step of 70 ms, then 9 tokens of 11 ms.
        assertThat(young.finishedAt()).isEqualTo(old.finishedAt() + 0.070 + 9 * 0.011, EXACTLY);
    }

    @Test
    void refusesWhatItsCacheCouldNeverHold() {
        Engine engine = engine(new EngineLimits(4, 100, 100));
        ServedRequest huge = request(60, 41);

        engine.accept(huge, 0);

        assertThat(huge.failed()).isTrue();
        assertThat(engine.refused()).isEqualTo(1);
        assertThat(engine.outstanding()).isZero();
    }

    @Test
    void computesOnlyWhatThePrefixCacheLacks() {
        EngineModel model = new EngineModel("prefix", "unnamed", 1, PLAIN, new EngineLimits(4, 2_000), 0.5, 0, 1);
        Engine engine = new Engine(model, new SplittableRandom(3));
        ServedRequest request = request(1_000, 1);

        engine.accept(request, 0);
        long toCompute = engine.reading().waitingPromptTokens();
        engine.advanceTo(9, finished::add);

        assertThat(toCompute).isBetween(1L, 999L);
        assertThat(request.firstTokenAt()).isEqualTo((10 + toCompute) / 1e3, EXACTLY);
        assertThat(engine.reading().counters().cachedPromptTokens()).isEqualTo(1_000 - toCompute);
    }

    @Test
    void gainsSpeedBySpeculation() {
        EngineModel model = new EngineModel("spec", "unnamed", 1, PLAIN, new EngineLimits(64, 2_000), 0, 0, 2);
        Engine engine = new Engine(model, new SplittableRandom(3));
        for (int i = 0; i < 64; i++) {
            engine.accept(request(10, 1_001), 0);
        }

        engine.advanceTo(1_000, finished::add);

        // 1,000 tokens at 2 a step on average are about 500 steps of 10 + 64 ms; those with less luck run on with fewer
        // others.
        assertThat(finished).hasSize(64);
        double meanSteps = finished.stream()
                .mapToDouble(ServedRequest::interTokenSeconds)
                .average()
                .orElseThrow();
        assertThat(meanSteps).isBetween(0.030, 0.040);
        assertThat(engine.reading().counters().generatedTokens()).isEqualTo(64 * 1_001);
    }

    @Test
    void stepsAreNoisyAroundTheirMean() {
        EngineModel model = new EngineModel("noisy", "unnamed", 1, PLAIN, new EngineLimits(1, 100), 0, 0.3, 1);
        Engine engine = new Engine(model, new SplittableRandom(3));
        ServedRequest request = request(10, 20_001);

        engine.accept(request, 0);
        engine.advanceTo(1_000, finished::add);

        assertThat(request.interTokenSeconds()).isCloseTo(0.011, within(0.0001)).isNotEqualTo(0.011);
    }

    @Test
    void isSlowerFromTheNextStepOn() {
        Engine engine = engine(new EngineLimits(1, 100, 1_000));
        ServedRequest request = request(10, 3);

        engine.accept(request, 0);
        engine.advanceTo(0.001, finished::add);
        engine.slowedBy(2);
        engine.advanceTo(9, finished::add);

        assertThat(request.firstTokenAt()).isEqualTo(0.020, EXACTLY);
        assertThat(request.finishedAt()).isEqualTo(0.020 + 2 * 0.022, EXACTLY);
    }

    @Test
    void givesBackWhatItHadInHandWhenItDiesAndMayStartAfresh() {
        Engine engine = engine(new EngineLimits(1, 100, 1_000));
        ServedRequest running = request(10, 30);
        ServedRequest waiting = request(10, 3);
        engine.accept(running, 0);
        engine.accept(waiting, 0);
        engine.advanceTo(0.05, finished::add);

        List<ServedRequest> lost = engine.abandon();

        assertThat(lost).containsExactly(running, waiting);
        assertThat(engine.outstanding()).isZero();
        assertThat(engine.outstandingTokens()).isZero();
        engine.advanceTo(1, finished::add);
        engine.accept(running, 1);
        engine.advanceTo(9, finished::add);
        assertThat(running.firstTokenAt()).isEqualTo(1.020, EXACTLY);
        assertThat(finished).containsExactly(running);
    }

    @Test
    void takesTheNextRequestOfAClientAtTheMomentTheLastEnds() {
        Engine engine = engine(new EngineLimits(1, 100, 1_000));
        ServedRequest next = request(10, 1);

        engine.accept(request(10, 2), 0);
        engine.advanceTo(9, done -> {
            if (done != next) {
                engine.accept(next, done.finishedAt());
            }
        });

        assertThat(next.scheduledAt()).isEqualTo(0.031, EXACTLY);
        assertThat(next.finishedAt()).isEqualTo(0.051, EXACTLY);
    }

    private static Engine engine(EngineLimits limits) {
        return new Engine(EngineModel.plain("plain", PLAIN, limits), new SplittableRandom(1));
    }

    private static ServedRequest request(int input, int output) {
        return new ServedRequest(new Arrival(0, input, output));
    }
}
