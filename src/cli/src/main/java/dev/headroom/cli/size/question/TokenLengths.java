// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import dev.headroom.scaler.forecast.TrafficShape;
import java.util.List;

/**
 * Tokens of prompts or of answers. Between the two figures the lengths are taken as log-normal.
 *
 * @param mean above 0
 * @param p95 at least the mean, and at most {@link #MOST_OVER_MEAN} times it
 */
public record TokenLengths(double mean, double p95) {
    /** A log-normal distribution cannot have its 95th percentile further above its mean. */
    public static final double MOST_OVER_MEAN = 3.8;

    /** Of the normal distribution, at the percentiles of {@link TrafficShape.Lengths}; the ends are those of one in a thousand. */
    private static final List<Double> NORMAL = List.of(
            -3.090, -1.645, -1.036, -0.674, -0.385, 0.0, 0.385, 0.674, 1.036, 1.282, 1.645, 2.054, 2.326, 2.576, 3.090);

    private static final double AT_95 = 1.645;

    public TokenLengths {
        if (!(mean > 0) || !(p95 >= mean) || !(p95 <= mean * MOST_OVER_MEAN)) {
            throw new IllegalArgumentException("p95 must be from the mean to " + MOST_OVER_MEAN + " times it, was "
                    + p95 + " for the mean " + mean);
        }
    }

    /** Another mean with the same spread. */
    public TokenLengths withMean(double other) {
        return new TokenLengths(other, other * (p95 / mean));
    }

    /**
     * The length at a place of the distribution.
     *
     * @param normal standard deviations of the logarithm from its mean
     */
    public double at(double normal) {
        double sigma = sigma();
        return mean * Math.exp(sigma * normal - sigma * sigma / 2);
    }

    /** The same over their mean. */
    public TrafficShape.Lengths spread() {
        double sigma = sigma();
        return TrafficShape.Lengths.of(NORMAL.stream()
                .map(normal -> Math.exp(sigma * normal - sigma * sigma / 2))
                .toList());
    }

    /** The smaller solution of p95 / mean = exp(1.645 σ − σ² / 2). */
    private double sigma() {
        return AT_95 - Math.sqrt(Math.max(0, AT_95 * AT_95 - 2 * Math.log(p95 / mean)));
    }
}
