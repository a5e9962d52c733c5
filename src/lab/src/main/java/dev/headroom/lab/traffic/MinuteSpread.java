// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.SplittableRandom;

/**
 * Rates of which each minute is higher or lower by a normal draw.
 *
 * @param rates the mean
 * @param spread standard deviation of a minute's rate
 * @param seed of the draws
 */
public record MinuteSpread(RateShape rates, RateShape spread, long seed) implements RateShape {
    private static final double SECONDS = 60;
    /** Odd, so that the minutes of one seed are not the next one's. */
    private static final long BETWEEN_SEEDS = 0x9E3779B97F4A7C15L;

    @Override
    public double perSecond(double atSeconds) {
        long minute = (long) (atSeconds / SECONDS);
        double draw = new SplittableRandom(seed * BETWEEN_SEEDS + minute).nextGaussian();
        return Math.max(0, rates.perSecond(atSeconds) + draw * spread.perSecond(atSeconds));
    }
}
