// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Factors around 1 by which single steps take longer or shorter: lognormal, with mean 1 and a given coefficient of variation.
 * Drawn from a table of equally likely factors by a fast generator (SplitMix64), for a simulated step has to cost less than the
 * logarithm that an exact draw needs.
 */
final class StepNoise {
    private static final int INDEX_BITS = 12;
    private static final int FACTORS = 1 << INDEX_BITS;
    /** Of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private static final long FIRST_MIX = 0xbf58476d1ce4e5b9L;
    private static final long SECOND_MIX = 0x94d049bb133111ebL;

    /** By variation, of which there are as many as engines: every pod has a sequence of its own, over the same factors. */
    private static final Map<Double, double[]> TABLES = new ConcurrentHashMap<>();

    private final double[] factors;
    private long state;

    /**
     * Starts a sequence.
     *
     * @param variation standard deviation over mean; 0 for factors of exactly 1
     * @param seed of the sequence
     */
    StepNoise(double variation, long seed) {
        this.factors = variation == 0 ? new double[0] : TABLES.computeIfAbsent(variation, StepNoise::factors);
        this.state = seed;
    }

    private static double[] factors(double variation) {
        double sigma = Math.sqrt(Math.log1p(variation * variation));
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double[] factors = new double[FACTORS];
        double sum = 0;
        for (int i = 0; i < FACTORS; i++) {
            factors[i] = Math.exp(sigma * normal.inverseCumulativeProbability((i + 0.5) / FACTORS));
            sum += factors[i];
        }
        for (int i = 0; i < FACTORS; i++) {
            factors[i] *= FACTORS / sum;
        }
        return factors;
    }

    double next() {
        if (factors.length == 0) {
            return 1;
        }
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * FIRST_MIX;
        mixed = (mixed ^ (mixed >>> 27)) * SECOND_MIX;
        return factors[(int) (mixed >>> (Long.SIZE - INDEX_BITS))];
    }
}
