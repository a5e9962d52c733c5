// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean with its 95 % interval.
 *
 * @param mean of the values
 * @param low lower end
 * @param high upper end
 * @param values how many there were
 */
public record Interval(double mean, double low, double high, int values) {
    /** Two-sided 95 %. */
    private static final double UPPER_PROBABILITY = 0.975;
    /** So many that another seed moves an end by a few thousandths of the interval's width. */
    private static final int RESAMPLES = 10_000;

    /** Student's interval of the mean, for a handful of seeds; two values or more. */
    public static Interval student(double[] values) {
        enough(values);
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double half = error * quantile(values.length - 1);
        return new Interval(mean, mean - half, mean + half, values.length);
    }

    /**
     * Percentile bootstrap of the mean, for values that are far from normal, such as the differences of unlike workloads; two values
     * or more.
     */
    public static Interval bootstrap(double[] values, long seed) {
        enough(values);
        SplittableRandom chance = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            double sum = 0;
            for (int draw = 0; draw < values.length; draw++) {
                sum += values[chance.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        int low = (int) Math.floor((1 - UPPER_PROBABILITY) * (RESAMPLES - 1));
        return new Interval(mean(values), means[low], means[RESAMPLES - 1 - low], values.length);
    }

    /** Wholly below zero. */
    public boolean isBelowZero() {
        return high < 0;
    }

    /** Wholly above zero. */
    public boolean isAboveZero() {
        return low > 0;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double quantile(int degreesOfFreedom) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(UPPER_PROBABILITY);
    }

    private static void enough(double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("an interval needs 2 values or more, had " + values.length);
        }
    }
}
