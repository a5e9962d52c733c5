// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.engine;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.SplittableRandom;

/**
 * One round on one thread.
 *
 * @param decodePerSecond steps a second while 64 sequences decode and nothing else happens
 * @param mixPerSecond steps a second under Poisson arrivals of 6 requests/s, 700 tokens in and 200 out on average
 */
record EngineRound(double decodePerSecond, double mixPerSecond) {
    private static final int SEQUENCES = 64;
    private static final int PROMPT_TOKENS = 1_000;
    /** Contexts stay where an engine's tables were measured: each batch is over after so many steps. */
    private static final int DECODE_STEPS = 4_000;

    private static final double REQUESTS_PER_SECOND = 6;
    private static final int MEAN_INPUT_TOKENS = 700;
    private static final int MEAN_OUTPUT_TOKENS = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Measures both, each over at least so many steps. */
    static EngineRound of(EngineModel model, long steps, long seed) {
        return new EngineRound(decoding(model, steps, seed), mix(model, steps, seed));
    }

    private static double decoding(EngineModel own, long steps, long seed) {
        long kvTokens = SEQUENCES * (PROMPT_TOKENS + DECODE_STEPS + 1L);
        EngineModel model =
                own.withLimits(new EngineLimits(SEQUENCES, own.limits().stepTokens(), kvTokens));
        Engine engine = new Engine(model, new SplittableRandom(seed));
        double now = 0;
        long counted = 0;
        long nanos = 0;
        while (counted < steps) {
            for (int i = 0; i < SEQUENCES; i++) {
                engine.accept(new ServedRequest(new Arrival(now, PROMPT_TOKENS, DECODE_STEPS)), now);
            }
            while (engine.reading().waitingPromptTokens() > 0) {
                engine.advanceTo(engine.stepEndsAt(), done -> {});
            }
            long before = engine.steps();
            long start = System.nanoTime();
            engine.advanceTo(Double.MAX_VALUE, done -> {});
            nanos += System.nanoTime() - start;
            counted += engine.steps() - before;
            now += DECODE_STEPS;
        }
        return counted * NANOS_PER_SECOND / nanos;
    }

    private static double mix(EngineModel model, long steps, long seed) {
        Engine engine = new Engine(model, new SplittableRandom(seed));
        SplittableRandom chance = new SplittableRandom(seed);
        double now = 0;
        long start = System.nanoTime();
        while (engine.steps() < steps) {
            now += chance.nextExponential() / REQUESTS_PER_SECOND;
            engine.advanceTo(now, done -> {});
            engine.accept(
                    new ServedRequest(new Arrival(
                            now,
                            1 + chance.nextInt(2 * MEAN_INPUT_TOKENS),
                            1 + chance.nextInt(2 * MEAN_OUTPUT_TOKENS))),
                    now);
        }
        return engine.steps() * NANOS_PER_SECOND / (System.nanoTime() - start);
    }
}
