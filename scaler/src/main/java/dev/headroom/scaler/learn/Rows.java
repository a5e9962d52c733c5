// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.forecast.TrafficShape;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What each coefficient of the step time is multiplied with, so that the sum is a latency; the order is that of
 * {@link Performance.StepTime}. The formulas are those by which the capacity model predicts ({@code StepTimeEngine}), read with
 * measured latencies and rates: with n = λ·(O·ITL + prefill), x = λ·ITL prompts a step and k mixed steps a request,
 *
 * <pre>{@code
 * ITL          = t0 + a·n + c·n·C1 + ITL·λ·(p·I + k·(s + c_m·n·C1))
 * TTFT − wait  = k1·(t0 + a·n + (c + c_m)·n·C1 + s) + p·I
 * }</pre>
 *
 * which is linear in the coefficients.
 */
final class Rows {
    /** Coefficients of a step time. */
    static final int COEFFICIENTS = 6;

    /** A row: a factor for each coefficient, and the latency in ms that their sum makes. */
    static final int CELLS = COEFFICIENTS + 1;

    /** Rounds towards the steady state; each removes half of the error or more. */
    private static final int ROUNDS = 20;

    /** Relative change at which the rounds end. */
    private static final double CLOSE = 1e-4;

    private final int chunkTokens;

    Rows(int chunkTokens) {
        this.chunkTokens = chunkTokens;
    }

    /**
     * The row of the inter-token latency.
     *
     * @param prefillMillis of a prompt that waits for nobody
     */
    double[] ofTokens(Sight sight, double prefillMillis) {
        double n = sight.inFlight(prefillMillis);
        double perStep = sight.tokenMillis() * sight.perMilli();
        double mixed = mixedSteps(sight, n, perStep);
        double context = n * sight.meanContext();
        return new double[] {
            1,
            n,
            context,
            perStep * sight.tokensToCompute(),
            perStep * mixed,
            perStep * mixed * context,
            sight.tokenMillis()
        };
    }

    /**
     * The row of a prompt's own time.
     *
     * @param prefillMillis that time, or what is expected of it
     */
    double[] ofPrompt(Sight sight, double prefillMillis) {
        double n = sight.inFlight(prefillMillis);
        double alone = alone(sight, n);
        double context = n * sight.meanContext();
        return new double[] {
            alone, alone * n, alone * context, sight.tokensToCompute(), alone, alone * context, prefillMillis
        };
    }

    /** Share of the engine's time that goes to steps with prompts. */
    double prefillShare(double[] ofTokens, double[] coefficients, Sight sight) {
        double mixedStepsPerStep = ofTokens[4];
        double decoding = coefficients[0] + coefficients[1] * ofTokens[1] + coefficients[2] * ofTokens[2];
        double more = 0;
        for (int i = 3; i < COEFFICIENTS; i++) {
            more += coefficients[i] * ofTokens[i];
        }
        return Math.min(1, (mixedStepsPerStep * decoding + more) / sight.tokenMillis());
    }

    /**
     * What the coefficients predict.
     *
     * @param inFlight mean number of sequences; above 0
     */
    Sight predicted(double[] coefficients, TrafficShape shape, double inFlight) {
        double itl = coefficients[0];
        double alone = alone(sightAt(shape, 0, itl, OptionalDouble.empty()), inFlight);
        double context = inFlight * (shape.inputTokens() + shape.outputTokens() / 2);
        double[] prompt = {alone, alone * inFlight, alone * context, shape.tokensToCompute(), alone, alone * context, 0
        };
        double prefill = sum(coefficients, prompt);
        Sight sight = sightAt(shape, inFlight / (shape.outputTokens() * itl + prefill), itl, OptionalDouble.empty());
        for (int round = 0; round < ROUNDS; round++) {
            double before = itl;
            itl = sum(coefficients, ofTokens(sight, prefill));
            if (Math.abs(itl - before) < CLOSE * itl) {
                break;
            }
            sight = sightAt(shape, inFlight / (shape.outputTokens() * itl + prefill), itl, OptionalDouble.empty());
        }
        double wait = sight.busyShare() * itl / 2;
        return sightAt(shape, sight.perMilli(), itl, OptionalDouble.of(prefill + wait));
    }

    /** The latency that a row makes. */
    static double sum(double[] coefficients, double[] row) {
        double sum = 0;
        for (int i = 0; i < COEFFICIENTS; i++) {
            sum += coefficients[i] * row[i];
        }
        return sum;
    }

    private static Sight sightAt(TrafficShape shape, double perMilli, double itl, OptionalDouble ttft) {
        return new Sight(
                Instant.EPOCH,
                perMilli,
                OptionalDouble.empty(),
                shape.inputTokens(),
                shape.tokensToCompute(),
                shape.outputTokens(),
                itl,
                ttft,
                1);
    }

    private double budget(double inFlight) {
        return chunkTokens - Math.min(inFlight, chunkTokens - 1.0);
    }

    private double alone(Sight sight, double inFlight) {
        return Math.max(1, Math.ceil(sight.tokensToCompute() / budget(inFlight)));
    }

    private double mixedSteps(Sight sight, double inFlight, double promptsPerStep) {
        double alone = alone(sight, inFlight);
        double overlap = promptsPerStep * alone;
        double shared = overlap == 0 ? alone : alone * -Math.expm1(-overlap) / overlap;
        return Math.max(sight.tokensToCompute() / budget(inFlight), shared);
    }
}
