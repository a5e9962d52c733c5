// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.function.DoubleUnaryOperator;

/** Numerical work on functions of one variable that do not fall, or that rise to a peak. */
final class MonotoneCurve {
    /** Halvings; 2^-60 of the interval is below a double's precision. */
    private static final int HALVINGS = 60;

    /** Shrinks the interval to 1e-8 of its width, where a smooth peak is flat. */
    private static final int GOLDEN_STEPS = 40;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private MonotoneCurve() {}

    /**
     * The largest argument between the bounds at which a function that does not fall stays within the limit.
     *
     * @return {@code low} when even that exceeds the limit
     */
    static double largestWithin(DoubleUnaryOperator rising, double limit, double low, double high) {
        if (rising.applyAsDouble(high) <= limit) {
            return high;
        }
        double within = low;
        double beyond = high;
        for (int i = 0; i < HALVINGS && within < beyond; i++) {
            double middle = (within + beyond) / 2;
            if (rising.applyAsDouble(middle) <= limit) {
                within = middle;
            } else {
                beyond = middle;
            }
        }
        return within;
    }

    /** Where between the bounds a function that rises to one peak is highest, by golden section. */
    static double peak(DoubleUnaryOperator peaked, double low, double high) {
        double from = low;
        double to = high;
        for (int i = 0; i < GOLDEN_STEPS; i++) {
            double left = to - GOLDEN * (to - from);
            double right = from + GOLDEN * (to - from);
            if (peaked.applyAsDouble(left) > peaked.applyAsDouble(right)) {
                to = right;
            } else {
                from = left;
            }
        }
        double best = (from + to) / 2;
        return peaked.applyAsDouble(high) >= peaked.applyAsDouble(best) ? high : best;
    }
}
