// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.scaler.slo.Durations;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The requests of a shape as a handful of classes: of prompts and of answers, each with its length and its share. Prompts and
 * answers are taken as independent of each other. Lengths that are all equal make one class.
 */
final class RequestMix {
    private static final double[] SHARES = shares();

    private final double[] prompts;
    private final double[] answers;

    /** Mean prompt tokens to compute. */
    final double promptTokens;

    /** Mean steps in which a request decodes: its first token comes from its prompt. */
    final double decodeSteps;

    /** Mean context of a sequence that decodes; longer answers decode for longer, and so are met more often. */
    final double meanContext;

    /** Squared coefficient of variation of answers' lengths. */
    final double answerVariation;

    private final double burstSeconds;

    RequestMix(TrafficShape shape) {
        promptTokens = shape.tokensToCompute();
        prompts = classes(shape.spread().prompt(), shape.tokensToCompute());
        answers = classes(shape.spread().output(), shape.outputTokens());
        decodeSteps = Math.max(0, shape.outputTokens() - 1);
        double variation = shape.spread().output().variation();
        answerVariation = variation * variation;
        burstSeconds = shape.spread().burstSeconds();
        meanContext = StepTimeEngine.meanContext(shape);
    }

    /** Variance over mean of arrivals at a rate, over some seconds. */
    double dispersionAt(double perMilli) {
        return Math.max(Tolerances.LEAST, 1 + burstSeconds * perMilli * Durations.MILLIS);
    }

    /** Standard deviation over mean of the rate of some seconds. It makes arrivals more dispersed than chance. */
    double rateVariation() {
        return Math.sqrt(Math.max(0, burstSeconds / TrafficShape.Spread.COUNTED_SECONDS));
    }

    /** Classes of prompts. */
    int prompts() {
        return prompts.length;
    }

    /** Tokens to compute of a class of prompts. */
    double prompt(int index) {
        return prompts[index];
    }

    /** Classes of answers. */
    int answers() {
        return answers.length;
    }

    /** Tokens of a class of answers. */
    double answer(int index) {
        return answers[index];
    }

    /** Share of the class at {@code index} among {@code classes}. */
    static double share(int index, int classes) {
        return classes == 1 ? 1 : SHARES[index];
    }

    /** The mean of {@code cost} over the prompts' token counts. */
    double overPrompts(DoubleUnaryOperator cost) {
        double sum = 0;
        for (int i = 0; i < prompts.length; i++) {
            sum += share(i, prompts.length) * cost.applyAsDouble(prompts[i]);
        }
        return sum;
    }

    private static double[] classes(Lengths lengths, double mean) {
        if (lengths.variation() == 0) {
            return new double[] {mean};
        }
        List<Double> quantiles = lengths.overMean();
        double[] classes = new double[SHARES.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = mean * (quantiles.get(i) + quantiles.get(i + 1)) / 2;
        }
        return classes;
    }

    private static double[] shares() {
        List<Double> percentiles = Lengths.PERCENTILES;
        double[] shares = new double[percentiles.size() - 1];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (percentiles.get(i + 1) - percentiles.get(i)) / 100;
        }
        return shares;
    }
}
