// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A gamma distribution by its mean and variance: what is not negative and skewed, from nearly exponential to nearly normal. All
 * probabilities are within 0.0035 of the exact ones, those up to a half within 0.002.
 */
final class GammaTail {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /** Wilson and Hilferty's cube root is as near as that to the exact tail from this shape on. */
    private static final double CUBE_ROOT_FITS = 2;

    /** Variance over squared mean below which it is a constant. */
    private static final double CONSTANT = 1e-12;

    /** Γ(1+x) for x from 0 to 1 within 3e-7 (Abramowitz and Stegun 6.1.36), from the highest power down. */
    private static final double[] GAMMA = {
        0.035868343, -0.193527818, 0.482199394, -0.756704078, 0.918206857, -0.897056937, 0.988205891, -0.577191652, 1
    };

    /** Relative size of the last term that counts. */
    private static final double CLOSE = 1e-6;

    private static final int MOST_TERMS = 200;
    private static final double TINY = 1e-30;

    private final double mean;
    private final double shape;
    private final double gamma;

    /**
     * The distribution.
     *
     * @param mean 0 or more
     * @param variance 0 or more; 0 makes a constant
     */
    GammaTail(double mean, double variance) {
        boolean constant = !(variance > CONSTANT * mean * mean) || mean <= 0;
        this.mean = mean;
        this.shape = constant ? Double.POSITIVE_INFINITY : mean * mean / variance;
        this.gamma = shape < CUBE_ROOT_FITS ? gamma(shape) : Double.NaN;
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
        if (shape == Double.POSITIVE_INFINITY) {
            return value >= mean ? 0 : 1;
        }
        if (shape < CUBE_ROOT_FITS) {
            return regularised(value / mean * shape);
        }
        // Wilson and Hilferty (1931): the cube root of a gamma variate over its mean is nearly normal.
        double spread = 1 / (9 * shape);
        return STANDARD.survivalProbability((Math.cbrt(value / mean) - 1 + spread) / Math.sqrt(spread));
    }

    /** Q(a, x) = Γ(a, x)/Γ(a): by its series below a + 1 (A. and S. 6.5.29), by its continued fraction above (6.5.31). */
    private double regularised(double x) {
        double front = Math.exp(shape * Math.log(x) - x) / gamma;
        return x < shape + 1 ? 1 - front * series(x) : front * fraction(x);
    }

    private double series(double x) {
        double term = 1 / shape;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > CLOSE * sum; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return sum;
    }

    /** By Lentz's method, as Thompson and Barnett (1986) have it. */
    private double fraction(double x) {
        double b = x + 1 - shape;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double a = n * (shape - n);
            b += 2;
            d = 1 / awayFromZero(a * d + b);
            c = awayFromZero(b + a / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < CLOSE) {
                break;
            }
        }
        return value;
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** Γ between 0 and 2. */
    private static double gamma(double shape) {
        double x = shape > 1 ? shape - 1 : shape;
        double sum = 0;
        for (double coefficient : GAMMA) {
            sum = sum * x + coefficient;
        }
        return shape > 1 ? sum : sum / shape;
    }
}
