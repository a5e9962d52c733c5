// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.Optional;
import org.apache.commons.statistics.distribution.GammaDistribution;

/** A gamma distribution by its mean and variance. It describes non-negative, skewed values, from nearly exponential to nearly normal. */
final class GammaTail {
    private final double mean;
    private final Optional<GammaDistribution> distribution;

    /**
     * The distribution.
     *
     * @param mean 0 or more
     * @param variance 0 or more; 0 makes a constant
     */
    GammaTail(double mean, double variance) {
        this.mean = mean;
        double shape = mean * mean / variance;
        this.distribution = shape > 0 && shape < 1 / Tolerances.NEGLIGIBLE
                ? Optional.of(GammaDistribution.of(shape, mean / shape))
                : Optional.empty();
    }

    /**
     * The probability of exceeding a value.
     *
     * @param value any
     * @param mean 0 or more
     * @param variance 0 or more; 0 makes a constant
     */
    static double beyond(double value, double mean, double variance) {
        return new GammaTail(mean, variance).beyond(value);
    }

    /** The probability of exceeding a value, which may be any. */
    double beyond(double value) {
        if (value <= 0) {
            return 1;
        }
        return distribution.map(gamma -> gamma.survivalProbability(value)).orElse(value >= mean ? 0.0 : 1.0);
    }
}
