// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.calibrate.EngineStep;
import dev.headroom.lab.calibrate.StepTimeFit;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.scaler.capacity.Performance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * What the planner believes of a replica: a serving profile as a load test gives it, by least squares through the times of steps
 * under the training window's requests. The planner never sees the engine: of an engine that is no straight line it believes the
 * straight line.
 *
 * @param name in reports
 * @param slowness factor on all times that the load test found; empty for no profile at all
 */
public record Belief(String name, OptionalDouble slowness) {
    /** Nobody has measured a replica. */
    public static final Belief ABSENT = new Belief("belief absent", OptionalDouble.empty());

    /** As measured. */
    public static final Belief MEASURED = new Belief("belief measured", OptionalDouble.of(1));

    /** A fifth slower than measured: it buys too many replicas. */
    public static final Belief TOO_SLOW = new Belief("belief 20 % too slow", OptionalDouble.of(1.2));

    /** A fifth faster than measured: it buys too few. */
    public static final Belief TOO_FAST = new Belief("belief 20 % too fast", OptionalDouble.of(0.8));

    /** Another server's figures: times half of what they are. */
    public static final Belief HALF = new Belief("belief 2 times too fast", OptionalDouble.of(0.5));

    /** Another server's figures: times twice what they are. */
    public static final Belief DOUBLE = new Belief("belief 2 times too slow", OptionalDouble.of(2));

    /** Lengths of context and prompt at which steps are timed, over the mean ones. */
    private static final double[] AROUND_THE_MEAN = {0.25, 0.5, 1, 1.5, 2};

    /** Each combination is timed so often; its noise is the engine's. */
    private static final int REPEATS = 3;

    /** Figures of a coefficient; more would be noise. */
    private static final MathContext FIGURES = new MathContext(6);

    /** Where a fit finds nothing, a profile must still say more than 0. */
    private static final double LEAST_MS = 1e-9;

    /** Every belief of the comparison. */
    public static List<Belief> all() {
        return List.of(MEASURED, ABSENT, TOO_SLOW, TOO_FAST);
    }

    public Belief {
        if (slowness.isPresent() && !(slowness.getAsDouble() > 0)) {
            throw new IllegalArgumentException("slowness must be above 0, was " + slowness.getAsDouble());
        }
    }

    /**
     * The text of the serving profile; empty where there is none.
     *
     * @param engine that is load-tested
     * @param training whose requests the load test sends
     * @param seed of the noise in the measurement
     */
    public Optional<String> profileOf(EngineModel engine, SetUp.TrainingWindow training, long seed) {
        if (slowness.isEmpty()) {
            return Optional.empty();
        }
        Performance.StepTime fit = StepTimeFit.fit(timed(engine, training, new SplittableRandom(seed)));
        return Optional.of(text(engine, fit, slowness.getAsDouble()));
    }

    private static List<EngineStep> timed(EngineModel engine, SetUp.TrainingWindow training, SplittableRandom chance) {
        double meanContext = training.meanInputTokens() + training.meanOutputTokens() / 2;
        List<EngineStep> steps = new ArrayList<>();
        for (int sequences : concurrencies(engine.limits().maxSequences())) {
            for (double share : AROUND_THE_MEAN) {
                long context =
                        Math.min(engine.limits().kvTokens(), Math.round(sequences * Math.max(1, share * meanContext)));
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    steps.add(timed(engine, sequences, context, 0, chance));
                    for (double prompt : AROUND_THE_MEAN) {
                        int budget = engine.limits().stepTokens() - sequences;
                        int tokens = (int) Math.min(budget, Math.max(1, prompt * training.meanInputTokens()));
                        if (tokens > 0) {
                            steps.add(timed(engine, sequences, context, tokens, chance));
                        }
                    }
                }
            }
        }
        return steps;
    }

    /** Powers of two up to the limit, as load tests go through them. */
    private static List<Integer> concurrencies(int most) {
        List<Integer> levels = new ArrayList<>();
        for (int level = 1; level < most; level *= 2) {
            levels.add(level);
        }
        levels.add(most);
        return levels;
    }

    private static EngineStep timed(
            EngineModel engine, int sequences, long context, int prefill, SplittableRandom chance) {
        double noise = Math.max(0, 1 + engine.stepNoise() * chance.nextGaussian());
        return new EngineStep(
                sequences, prefill, (double) context, noise * engine.times().millis(sequences, context, prefill));
    }

    /** With speculation a step gives a sequence several tokens, so a token costs that part of it; prompts gain nothing. */
    private static String text(EngineModel engine, Performance.StepTime fit, double slowness) {
        double perToken = slowness / engine.tokensPerStep();
        return """
                apiVersion: headroom.dev/v1
                hardware: %s
                gpus: %d
                maxSequences: %d
                kvTokens: %d
                chunkTokens: %d
                stepTime:
                  baseMs: %s
                  perSequenceMs: %s
                  perContextTokenMs: %s
                  perPrefillTokenMs: %s
                  mixedExtraMs: %s
                  mixedPerContextTokenMs: %s
                """.formatted(
                        engine.hardware(),
                        engine.gpus(),
                        engine.limits().maxSequences(),
                        engine.limits().kvTokens(),
                        engine.limits().stepTokens(),
                        figure(Math.max(LEAST_MS, perToken * fit.base())),
                        figure(perToken * fit.perSequence()),
                        figure(perToken * fit.perContextToken()),
                        figure(Math.max(LEAST_MS, slowness * fit.perPrefillToken())),
                        figure(slowness * fit.mixedExtra()),
                        figure(slowness * fit.mixedPerContextToken()));
    }

    private static String figure(double value) {
        return new BigDecimal(value).round(FIGURES).toPlainString();
    }

    @Override
    public String toString() {
        return name.toLowerCase(Locale.ROOT);
    }
}
