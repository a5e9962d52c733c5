// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Standard deviations from the mean at which a normal distribution has a probability. */
public final class NormalScore {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private NormalScore() {}

    /**
     * The score of a probability.
     *
     * @param probability above 0, below 1
     */
    public static double of(double probability) {
        return STANDARD.inverseCumulativeProbability(probability);
    }
}
