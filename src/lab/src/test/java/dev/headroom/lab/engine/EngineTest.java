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

class EngineTest {
    /** 10 ms a step, 1 ms a sequence, 1 ms a prompt token: numbers one can add up in the head. */
    private static final LinearStepTimes PLAIN = new LinearStepTimes(10, 1, 0, 1, 0, 0);

    private static final Offset<Double> EXACTLY = within(1e-9);
    private final List<ServedRequest> finished = new ArrayList<>();

    @Test
    void givesALoneRequestItsFirstTokenAfterPrefillAndOneTokenAStepAfterThat() {
        Engine engine =
                new Engine(EngineModel.plain("plain", PLAIN, new EngineLimits(4, 100)), new SplittableRandom(1));
        ServedRequest request = request(0, 20, 3);

        engine.accept(request, 0);
        engine.advanceTo(1, finished::add);

        // Prefill: 10 + 20 ms. Then two steps of 10 + 1 ms.
        assertThat(request.firstTokenAt()).isEqualTo(0.030, EXACTLY);
        assertThat(request.finishedAt()).isEqualTo(0.052, EXACTLY);
        assertThat(request.interTokenSeconds()).isEqualTo(0.011, EXACTLY);
        assertThat(finished).containsExactly(request);
        assertThat(engine.outstanding()).isZero();
    }

    @Test
    void cutsALongPromptIntoChunksOfTheTokenBudget() {
        Engine engine =
                new Engine(EngineModel.plain("plain", PLAIN, new EngineLimits(4, 100)), new SplittableRandom(1));
        ServedRequest request = request(0, 250, 1);

        engine.accept(request, 0);
        engine.advanceTo(1, finished::add);

        // 110 + 110 + 60 ms.
        assertThat(request.firstTokenAt()).isEqualTo(0.280, EXACTLY);
        assertThat(request.finishedAt()).isEqualTo(request.firstTokenAt());
    }

    @Test
    void slowsRunningRequestsDownWhileAnotherPrefills() {
        Engine engine =
                new Engine(EngineModel.plain("plain", PLAIN, new EngineLimits(4, 100)), new SplittableRandom(1));
        ServedRequest first = request(0, 20, 3);
        ServedRequest second = request(0.031, 40, 2);

        engine.accept(first, 0);
        engine.advanceTo(0.031, finished::add);
        engine.accept(second, 0.031);
        engine.advanceTo(1, finished::add);

        // first: prefill to 30 ms, decode to 41, with second's prefill (10 + 1 + 40) to 92. second: one decode of 11
        // more.
        assertThat(first.finishedAt()).isEqualTo(0.092, EXACTLY);
        assertThat(second.scheduledAt()).isEqualTo(0.041, EXACTLY);
        assertThat(second.firstTokenAt()).isEqualTo(0.092, EXACTLY);
        assertThat(second.finishedAt()).isEqualTo(0.103, EXACTLY);
    }

    @Test
    void letsNoMoreInThanItHasSlotsFor() {
        Engine engine =
                new Engine(EngineModel.plain("plain", PLAIN, new EngineLimits(1, 100)), new SplittableRandom(1));
        ServedRequest first = request(0, 10, 2);
        ServedRequest second = request(0, 10, 1);

        engine.accept(first, 0);
        engine.accept(second, 0);
        engine.advanceTo(1, finished::add);

        assertThat(second.scheduledAt()).isEqualTo(first.finishedAt());
        assertThat(finished).containsExactly(first, second);
    }

    @Test
    void comesToTheSameEndInOneLeapOrInManySmallOnes() {
        ServedRequest leaping = request(0, 300, 40);
        ServedRequest walking = request(0, 300, 40);
        Engine leap = new Engine(
                EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048)),
                new SplittableRandom(1));
        Engine walk = new Engine(
                EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048)),
                new SplittableRandom(1));

        leap.accept(leaping, 0);
        leap.advanceTo(5, finished::add);
        walk.accept(walking, 0);
        for (int step = 0; step < 5000; step++) {
            walk.advanceTo(step / 1000.0, finished::add);
        }

        assertThat(walking.finishedAt()).isEqualTo(leaping.finishedAt());
    }

    @Test
    void isAsFastAsTheMeasuredEngineAtThirtyTwoClients() {
        Engine engine = new Engine(
                EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048)),
                new SplittableRandom(1));
        for (int client = 0; client < 32; client++) {
            engine.accept(request(0, 1024, 256), 0);
        }
        for (int milli = 0; milli < 60_000; milli++) {
            int before = finished.size();
            engine.advanceTo(milli / 1e3, finished::add);
            for (int next = before; next < finished.size(); next++) {
                engine.accept(request(milli / 1e3, 1024, 256), milli / 1e3);
            }
        }

        // Measured with 32 clients, 1,024 in and 256 out: 7.9 requests/s, 3.6 s each at the median.
        assertThat(finished.size() / 60.0).isCloseTo(7.9, within(0.8));
        double median = finished.stream()
                .mapToDouble(ServedRequest::endToEndSeconds)
                .sorted()
                .skip(finished.size() / 2)
                .findFirst()
                .orElseThrow();
        assertThat(median).isCloseTo(3.6, within(0.6));
    }

    private static ServedRequest request(double at, int input, int output) {
        return new ServedRequest(new Arrival(at, input, output));
    }
}
