// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * How far the number of requests in flight strays from its mean where requests arrive independently. With as many servers
 * as requests (a batch admits each at once) the number is Poisson distributed whatever the service times (M/G/∞).
 */
final class PoissonConcurrency {
    private PoissonConcurrency() {}

    /**
     * The largest mean at which the number in flight stays within {@code most} for a share of the time.
     *
     * @param most requests in flight; 0 or more, the fraction is cut off
     * @param percentile of the time, above 0 and below 100
     */
    static double largestMean(double most, double percentile) {
        int whole = (int) Math.floor(most);
        double missed = 1 - percentile / 100;
        double mean = MonotoneCurve.largestWithin(
                candidate -> PoissonDistribution.of(candidate).survivalProbability(whole),
                missed,
                Tolerances.NEGLIGIBLE,
                Math.max(1, 2.0 * most + 10));
        return Math.min(mean, most > 0 ? Math.max(most, Tolerances.NEGLIGIBLE) : mean);
    }

    /**
     * The number in flight that is exceeded for the rest of the time, in Poisson's normal approximation, which unlike the
     * exact quantile moves smoothly with the mean.
     *
     * @param mean 0 or more
     * @param percentile of the time; at and below 50 the mean itself
     */
    static double percentileOf(double mean, double percentile) {
        return mean + Math.max(0, standardNormal(percentile)) * Math.sqrt(mean);
    }

    private static double standardNormal(double percentile) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(percentile / 100);
    }
}
