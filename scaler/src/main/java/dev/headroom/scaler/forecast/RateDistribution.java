// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * What a rate may be, by its quantiles at {@link #LEVELS}. Between two levels the rate is taken as linear in the normal score of
 * the level, so that a normal distribution is kept exactly; beyond the outermost ones the line goes on.
 *
 * @param rates requests per second at each level, ascending; 0 or more
 */
public record RateDistribution(List<Double> rates) {
    /** The levels, ascending. */
    public static final List<Double> LEVELS = List.of(0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999);

    /** The levels' normal scores: standard deviations from the mean of a normal distribution. */
    private static final double[] SCORES =
            LEVELS.stream().mapToDouble(NormalScore::of).toArray();

    private static final int MIDDLE = LEVELS.indexOf(0.5);

    public RateDistribution {
        rates = List.copyOf(rates);
        if (rates.size() != LEVELS.size()) {
            throw new IllegalArgumentException(
                    "a distribution has " + LEVELS.size() + " quantiles, was given " + rates.size());
        }
        double before = 0;
        for (double rate : rates) {
            if (!(rate >= before) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException(
                        "quantiles of a rate must be finite, not negative and ascend, were " + rates);
            }
            before = rate;
        }
    }

    /** A normal distribution, cut off at 0. */
    public static RateDistribution normal(double mean, double standardError) {
        return twoSided(mean, standardError, standardError);
    }

    /** Two halves of normal distributions about one median, cut off at 0. */
    public static RateDistribution twoSided(double median, double errorBelow, double errorAbove) {
        return new RateDistribution(Arrays.stream(SCORES)
                .mapToObj(score -> Math.max(0, median + score * (score < 0 ? errorBelow : errorAbove)))
                .toList());
    }

    /** The rate that is as likely exceeded as not. */
    public double median() {
        return rates.get(MIDDLE);
    }

    /**
     * The rate that is not exceeded with this probability.
     *
     * @param probability above 0, below 1
     */
    public double at(double probability) {
        double score = NormalScore.of(probability);
        int above = 1;
        while (above < SCORES.length - 1 && SCORES[above] < score) {
            above++;
        }
        double from = rates.get(above - 1);
        double slope = (rates.get(above) - from) / (SCORES[above] - SCORES[above - 1]);
        return Math.max(0, from + slope * (score - SCORES[above - 1]));
    }

    /** The same for so many times the rate. */
    public RateDistribution times(double factor) {
        return new RateDistribution(rates.stream().map(rate -> rate * factor).toList());
    }
}
