// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile.EngineLimits;
import java.util.OptionalLong;

/**
 * Figures on a logarithmic grid, within 0.5 % of the true ones, or 1.5 % where they matter little: a belief that every stretch moves by a thousandth is the same
 * belief for minutes, and what follows from it need not be worked out again. The number of sequences is whole as it is, and stays.
 */
final class ProfileGrid {
    private static final double STEP = 0.01;

    /** Of coefficients that are a small part of any step's time. */
    private static final double WIDE_STEP = 0.03;

    private ProfileGrid() {}

    /** The coefficients of the grid that are nearest. */
    static Performance.StepTime nearest(double[] coefficients) {
        return new Performance.StepTime(
                nearest(coefficients[0], STEP),
                nearest(coefficients[1], WIDE_STEP),
                nearest(coefficients[2], WIDE_STEP),
                nearest(coefficients[3], STEP),
                nearest(coefficients[4], WIDE_STEP),
                nearest(coefficients[5], WIDE_STEP));
    }

    /** The limits of the grid that are nearest. */
    static EngineLimits nearest(EngineLimits limits) {
        return limits.kvTokens().isEmpty()
                ? limits
                : new EngineLimits(
                        limits.tensorParallel(),
                        limits.maxSequences(),
                        OptionalLong.of(Math.max(
                                1, Math.round(nearest((double) limits.kvTokens().getAsLong(), STEP)))),
                        limits.chunkTokens());
    }

    private static double nearest(double value, double step) {
        return value > 0 ? Math.exp(Math.rint(Math.log(value) / step) * step) : value;
    }
}
