// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.random.RandomGenerator;

/**
 * Lognormal token counts.
 *
 * @param mean before the cut, above 0
 * @param variation standard deviation over mean, 0 or more
 * @param longest where the server cuts, 1 or more
 */
record TokenLengths(double mean, double variation, int longest) {
    TokenLengths {
        if (!(mean > 0 && Double.isFinite(mean) && variation >= 0 && longest >= 1)) {
            throw new IllegalArgumentException(
                    "lengths must have a mean above 0, a variation of 0 or more and a cut at 1 or more," + " were "
                            + mean + ", " + variation + ", " + longest);
        }
    }

    int draw(RandomGenerator chance) {
        double variance = Math.log1p(variation * variation);
        double logarithm = Math.log(mean) - variance / 2 + Math.sqrt(variance) * chance.nextGaussian();
        return (int) Math.max(1, Math.min(longest, Math.round(Math.exp(logarithm))));
    }
}
