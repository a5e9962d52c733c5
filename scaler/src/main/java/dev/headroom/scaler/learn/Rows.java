// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.forecast.TrafficShape;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What each coefficient of the step time is multiplied with, so that the sum is a latency; the order is that of
 * {@link Performance.StepTime}. The formulas are those by which the capacity model predicts ({@code StepTimeEngine}), read with
 * measured latencies: with λ = n/(O·ITL + prefill), x = λ·ITL prompts a step and k mixed steps a request,
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

    /** Rounds towards the steady state; each removes nine tenths of the error, and 1 % is far below what is known. */
    private static final int ROUNDS = 12;

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
        double n = sight.inFlight();
        double itl = sight.tokenMillis();
        double rate = n / (sight.outputTokens() * itl + prefillMillis);
        double mixed = mixedSteps(sight, rate * itl);
        double context = n * sight.meanContext();
        double perStep = itl * rate;
        return new double[] {
            1, n, context, perStep * sight.tokensToCompute(), perStep * mixed, perStep * mixed * context, itl
        };
    }

    /** The row of a prompt's own time. */
    double[] ofPrompt(Sight sight, double prefillMillis) {
        double n = sight.inFlight();
        double alone = alone(sight);
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
        Sight sight = sightAt(shape, inFlight, coefficients[0], OptionalDouble.empty());
        double prefill = sum(coefficients, ofPrompt(sight, 0));
        for (int round = 0; round < ROUNDS; round++) {
            sight = sightAt(shape, inFlight, sum(coefficients, ofTokens(sight, prefill)), OptionalDouble.empty());
        }
        return sightAt(
                shape,
                inFlight,
                sight.tokenMillis(),
                OptionalDouble.of(prefill + sight.busyShare() * sight.tokenMillis() / 2));
    }

    /** The latency that a row makes. */
    static double sum(double[] coefficients, double[] row) {
        double sum = 0;
        for (int i = 0; i < COEFFICIENTS; i++) {
            sum += coefficients[i] * row[i];
        }
        return sum;
    }

    private static Sight sightAt(TrafficShape shape, double inFlight, double itl, OptionalDouble ttft) {
        return new Sight(
                Instant.EPOCH,
                inFlight,
                shape.inputTokens(),
                shape.tokensToCompute(),
                shape.outputTokens(),
                itl,
                ttft,
                1);
    }

    private double budget(Sight sight) {
        return chunkTokens - Math.min(sight.inFlight(), chunkTokens - 1.0);
    }

    private double alone(Sight sight) {
        return Math.max(1, Math.ceil(sight.tokensToCompute() / budget(sight)));
    }

    private double mixedSteps(Sight sight, double promptsPerStep) {
        double alone = alone(sight);
        double overlap = promptsPerStep * alone;
        double shared = overlap == 0 ? alone : alone * -Math.expm1(-overlap) / overlap;
        return Math.max(sight.tokensToCompute() / budget(sight), shared);
    }
}
