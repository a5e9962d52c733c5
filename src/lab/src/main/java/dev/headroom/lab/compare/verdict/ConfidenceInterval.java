// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import java.util.Arrays;
import java.util.List;
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
public record ConfidenceInterval(double mean, double low, double high, int values) {
    /** Two-sided 95 %. */
    private static final double UPPER_PROBABILITY = 0.975;
    /** So many that another seed moves an end by a few thousandths of the interval's width. */
    private static final int RESAMPLES = 10_000;

    /** Student's interval of the mean, for a handful of seeds; two values or more. */
    public static ConfidenceInterval student(double[] values) {
        enough(values.length);
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double half = error * quantile(values.length - 1);
        return new ConfidenceInterval(mean, mean - half, mean + half, values.length);
    }

    /**
     * Percentile bootstrap of the mean of all values, drawn group by group: what is in one group has something in common, as all lead
     * times of one workload have, and is no evidence of its own. Two groups or more, none empty.
     */
    public static ConfidenceInterval bootstrap(List<double[]> groups, long seed) {
        enough(groups.size());
        SplittableRandom chance = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            double sum = 0;
            int drawn = 0;
            for (int draw = 0; draw < groups.size(); draw++) {
                double[] group = groups.get(chance.nextInt(groups.size()));
                sum += Arrays.stream(group).sum();
                drawn += group.length;
            }
            means[sample] = sum / drawn;
        }
        Arrays.sort(means);
        int low = (int) Math.floor((1 - UPPER_PROBABILITY) * (RESAMPLES - 1));
        double[] all = groups.stream().flatMapToDouble(Arrays::stream).toArray();
        return new ConfidenceInterval(mean(all), means[low], means[RESAMPLES - 1 - low], all.length);
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

    private static void enough(int values) {
        if (values < 2) {
            throw new IllegalArgumentException("an interval needs 2 values or more, had " + values);
        }
    }
}
