// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.random.RandomGenerator;

/**
 * Gaps between arrivals, gamma distributed with mean 1.
 *
 * @param squaredVariation (standard deviation over mean)²: 1 is a Poisson process, 0 a clock, above 1 comes in bursts
 */
record Gaps(double squaredVariation) {
    Gaps {
        if (!(squaredVariation >= 0 && Double.isFinite(squaredVariation))) {
            throw new IllegalArgumentException(
                    "the squared variation of gaps must be 0 or more, was " + squaredVariation);
        }
    }

    double draw(RandomGenerator chance) {
        if (squaredVariation == 0) {
            return 1;
        }
        return squaredVariation == 1
                ? chance.nextExponential()
                : squaredVariation * gamma(1 / squaredVariation, chance);
    }

    /** Marsaglia and Tsang, A Simple Method for Generating Gamma Variables (2000); shapes below 1 by their section 6. */
    private static double gamma(double shape, RandomGenerator chance) {
        if (shape < 1) {
            return gamma(shape + 1, chance) * Math.pow(chance.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = chance.nextGaussian();
            double root = 1 + c * normal;
            double cube = root * root * root;
            if (root > 0
                    && Math.log(1 - chance.nextDouble()) < normal * normal / 2 + d - d * cube + d * Math.log(cube)) {
                return d * cube;
            }
        }
    }
}
