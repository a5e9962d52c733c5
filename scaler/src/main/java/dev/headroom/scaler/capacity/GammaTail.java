// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A gamma distribution by its mean and variance: what is not negative and skewed, from nearly exponential to nearly normal. */
final class GammaTail {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /** Wilson and Hilferty's cube root is within 0.001 of the exact tail from this shape on. */
    private static final double CUBE_ROOT_FITS = 2;

    private GammaTail() {}

    /**
     * The probability of exceeding a value.
     *
     * @param value any
     * @param mean 0 or more
     * @param variance 0 or more; 0 makes a constant
     */
    static double beyond(double value, double mean, double variance) {
        if (value <= 0) {
            return 1;
        }
        if (!(variance > 1e-12 * mean * mean) || mean <= 0) {
            return value >= mean ? 0 : 1;
        }
        double shape = mean * mean / variance;
        if (shape < CUBE_ROOT_FITS) {
            return GammaDistribution.of(shape, variance / mean).survivalProbability(value);
        }
        // Wilson and Hilferty (1931): the cube root of a gamma variate over its mean is nearly normal.
        double spread = 1 / (9 * shape);
        return STANDARD.survivalProbability((Math.cbrt(value / mean) - 1 + spread) / Math.sqrt(spread));
    }
}
