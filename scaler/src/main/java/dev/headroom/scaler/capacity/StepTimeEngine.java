// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Durations;
import java.util.ArrayList;
import java.util.List;

/**
 * The steady state of a continuous-batching engine whose step time is linear, for requests of I tokens in and O out. Of a
 * prompt, only the part that no prefix cache holds is computed; where I stands for work below, it is that part.
 *
 * <p>A step that decodes n sequences of mean context C₁ = I + O/2·(1 + CV²) takes t0 + n·(a + c·C₁) ms. A step that also prefills P tokens
 * takes s + p·P + c_m·n·C₁ more. A request therefore costs, beyond the t0 of its steps,
 *
 * <pre>{@code w = p·I + O·(a + c·C1) + k·(s + c_m·n·C1)   ms,}</pre>
 *
 * where k is the mixed steps per request. A step holds chunkTokens. Of those n decode, so B = chunkTokens − n prefill and a prompt alone
 * needs k1 = ⌈I/B⌉ mixed steps. With x = λ·ITL prompts arriving per step, prompts share steps: k = max(I/B, k1·(1 − e^(−x·k1))/(x·k1)).
 * Utilisation is ρ = λ·w, ITL = t0/(1 − ρ), and by Little's law n = λ·(O·ITL + prefill). Taking n as given and λ as sought, ITL = t0 +
 * n·w·ITL/(O·ITL + prefill), which always has a solution, and each round from ITL = t0 comes closer to it.
 */
final class StepTimeEngine {
    /** Rounds towards the fixed point; each removes nine tenths of the error or more. */
    private static final int MOST_ROUNDS = 200;

    /** With more chunks to a prompt than this, one more hardly shows. */
    private static final int MOST_CHANGES = 8;

    private final Performance.StepTime coefficients;
    private final int chunkTokens;
    private final double tokensToCompute;
    private final double outputTokens;
    private final double meanContext;

    StepTimeEngine(Performance.StepTime coefficients, int chunkTokens, TrafficShape shape) {
        this.coefficients = coefficients;
        this.chunkTokens = chunkTokens;
        this.tokensToCompute = shape.tokensToCompute();
        this.outputTokens = shape.outputTokens();
        this.meanContext = meanContext(shape);
    }

    /**
     * The engine under a load.
     *
     * @param inFlight mean number of sequences n
     * @param requestsPerSecond rate λ at which that many are in flight
     * @param stepMillis mean step, which is the ITL
     * @param prefillMillis own prefill of a prompt that does not wait
     * @param prefillShare ρ_p, share of engine time in steps that prefill
     * @param prefillServiceMillis engine time in such steps per request, shared steps counted once
     */
    record Load(
            double inFlight,
            double requestsPerSecond,
            double stepMillis,
            double prefillMillis,
            double prefillShare,
            double prefillServiceMillis) {}

    /** Mean context tokens of a request that is met decoding; longer answers decode for longer, and so are met more often. */
    static double meanContext(TrafficShape shape) {
        double variation = shape.spread().output().variation();
        return shape.inputTokens() + shape.outputTokens() * (1 + variation * variation) / 2;
    }

    /**
     * The numbers in flight at which a prompt comes to need one chunk more, where the rate jumps; ascending, the last is
     * {@code most}. Between two of them the rate rises to one peak.
     */
    List<Double> chunkChanges(double most) {
        List<Double> changes = new ArrayList<>();
        double chunks = Math.max(1, Math.ceil(tokensToCompute / chunkTokens));
        double change = chunkTokens - tokensToCompute / chunks;
        while (change < most && changes.size() < MOST_CHANGES) {
            if (change > 0) {
                changes.add(change);
            }
            chunks++;
            change = chunkTokens - tokensToCompute / chunks;
        }
        changes.add(most);
        return changes;
    }

    /** The steady state with {@code inFlight} sequences on average; 0 or more. */
    Load at(double inFlight) {
        double budget = chunkTokens - Math.min(inFlight, chunkTokens - 1.0);
        double alone = Math.max(1, Math.ceil(tokensToCompute / budget));
        double context = inFlight * meanContext;
        double mixedStep = coefficients.base()
                + coefficients.mixedExtra()
                + coefficients.perSequence() * inFlight
                + (coefficients.perContextToken() + coefficients.mixedPerContextToken()) * context;
        double prompt = coefficients.perPrefillToken() * tokensToCompute;
        double prefill = alone * mixedStep + prompt;
        double itl = coefficients.base();
        double mixed = alone;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double served = outputTokens * itl + prefill;
            mixed = mixedSteps(inFlight * itl / served, alone, budget);
            double next = coefficients.base() + inFlight * work(mixed, context) * itl / served;
            boolean close = Math.abs(next - itl) <= Tolerances.NEGLIGIBLE * itl;
            itl = next;
            if (close) {
                break;
            }
        }
        double rate = inFlight * Durations.MILLIS / (outputTokens * itl + prefill);
        double service = mixed * mixedStep + prompt;
        return new Load(inFlight, rate, itl, prefill, rate * service / Durations.MILLIS, service);
    }

    private double mixedSteps(double promptsPerStep, double alone, double budget) {
        double overlap = promptsPerStep * alone;
        double shared = overlap == 0 ? alone : alone * -Math.expm1(-overlap) / overlap;
        return Math.max(tokensToCompute / budget, shared);
    }

    private double work(double mixedSteps, double context) {
        return coefficients.perPrefillToken() * tokensToCompute
                + outputTokens * (coefficients.perSequence() + coefficients.perContextToken() * meanContext)
                + mixedSteps * (coefficients.mixedExtra() + coefficients.mixedPerContextToken() * context);
    }
}
