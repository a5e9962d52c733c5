// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

/**
 * Tolerances below which the queueing model treats values as zero, as one or as equal. Below saturation none of it shows:
 * {@code PinnedFiguresTest}.
 */
final class Tolerances {
    /** Nothing, beside 1: a share, a number of requests, a probability or a second. */
    static final double NEGLIGIBLE = 1e-9;

    /** Shares that may not be 1: a value divided by the rest of them would be infinite. */
    static final double NEARLY_ALL = 0.999;

    /** Least remaining rate, engine time or dispersion, however far its estimate falls. */
    static final double LEAST = 0.05;

    /** Two values that differ by this share of themselves are one. */
    static final double CLOSE = 1e-4;

    private Tolerances() {}
}
