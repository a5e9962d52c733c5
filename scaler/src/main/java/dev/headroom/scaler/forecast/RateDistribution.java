// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.ArrayList;
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

    /** To a millionth of the range. */
    private static final int HALVINGS = 20;

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

    /** The same, but from a level on no less than {@code rate}: what may well come whatever the others say. */
    RateDistribution atLeast(double rate, double level) {
        List<Double> raised = new ArrayList<>(rates);
        for (int i = 0; i < raised.size(); i++) {
            if (LEVELS.get(i) >= level) {
                raised.set(i, Math.max(rate, raised.get(i)));
            }
        }
        return new RateDistribution(raised);
    }

    /** The higher of both at each level. */
    RateDistribution orMore(RateDistribution other) {
        List<Double> higher = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            higher.add(Math.max(rates.get(i), other.rates.get(i)));
        }
        return new RateDistribution(higher);
    }

    /** The same for so many times the rate. */
    public RateDistribution times(double factor) {
        return new RateDistribution(rates.stream().map(rate -> rate * factor).toList());
    }

    /**
     * How far the rate will exceed another, in the mean over all that may come: what is expected to find no replica.
     *
     * @param rate requests per second; 0 or more
     */
    public double expectedAbove(double rate) {
        double above = 0;
        for (int i = 1; i < LEVELS.size(); i++) {
            double from = Math.max(0, rates.get(i - 1) - rate);
            double to = Math.max(0, rates.get(i) - rate);
            above += (LEVELS.get(i) - LEVELS.get(i - 1)) * (from + to) / 2;
        }
        int last = LEVELS.size() - 1;
        return above + (1 - LEVELS.get(last)) * Math.max(0, rates.get(last) - rate);
    }

    /**
     * The least rate, from the median on, that is exceeded by no more than so much in the mean.
     *
     * @param excess requests per second; above 0
     */
    public double coveredBut(double excess) {
        double low = median();
        double high = rates.get(rates.size() - 1);
        if (expectedAbove(low) <= excess) {
            return low;
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (expectedAbove(middle) <= excess) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
