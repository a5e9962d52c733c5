// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.random.RandomGenerator;

/**
 * Lognormal token counts.
 *
 * @param mean before the cut
 * @param variation standard deviation over mean
 * @param longest where the server cuts
 */
record TokenLengths(double mean, double variation, int longest) {
    int draw(RandomGenerator chance) {
        double variance = Math.log1p(variation * variation);
        double logarithm = Math.log(mean) - variance / 2 + Math.sqrt(variance) * chance.nextGaussian();
        return (int) Math.max(1, Math.min(longest, Math.round(Math.exp(logarithm))));
    }
}
