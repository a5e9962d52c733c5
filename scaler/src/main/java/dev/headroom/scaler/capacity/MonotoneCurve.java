// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.function.DoubleUnaryOperator;

/**
 * Numerical work on functions of one variable that do not fall, or that rise to a peak. A root that is negligible beside the upper bound
 * counts as 0; the bounds would approach 0 without ever meeting.
 */
final class MonotoneCurve {
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
        while (beyond - within > Tolerances.NEGLIGIBLE * beyond && beyond > Tolerances.NEGLIGIBLE * high) {
            double middle = (within + beyond) / 2;
            if (rising.applyAsDouble(middle) <= limit) {
                within = middle;
            } else {
                beyond = middle;
            }
        }
        return within;
    }

    /**
     * The largest argument between the bounds at which a function that does not fall is at most 0, to within {@link Tolerances#CLOSE} of itself.
     * By false position: a smooth function takes few evaluations.
     *
     * @return {@code low} when even that is above 0
     */
    static double lastBelowZero(DoubleUnaryOperator rising, double low, double high) {
        double within = low;
        double beyond = high;
        double below = rising.applyAsDouble(low);
        double above = rising.applyAsDouble(high);
        if (above <= 0 || below > 0) {
            return above <= 0 ? high : low;
        }
        int sameSide = 0;
        for (int i = 0; beyond - within > Tolerances.CLOSE * beyond && beyond > Tolerances.NEGLIGIBLE * high; i++) {
            double share = -below / (above - below);
            // Every third step halves, so that no shape of the function makes it crawl.
            double next = i % 3 == 2 ? (within + beyond) / 2 : within + (beyond - within) * share;
            double guarded = Math.max(
                    within + Tolerances.CLOSE * beyond / 2, Math.min(beyond - Tolerances.CLOSE * beyond / 2, next));
            double value = rising.applyAsDouble(guarded);
            if (value <= 0) {
                within = guarded;
                below = value;
                // Illinois: the end that stays loses half its weight.
                above = sameSide < 0 ? above / 2 : above;
                sameSide = -1;
            } else {
                beyond = guarded;
                above = value;
                below = sameSide > 0 ? below / 2 : below;
                sameSide = 1;
            }
        }
        return within;
    }

    /** Where between the bounds a function that rises to one peak is highest, by golden section. */
    static double peak(DoubleUnaryOperator peaked, double low, double high) {
        double from = low;
        double to = high;
        double left = to - GOLDEN * (to - from);
        double right = from + GOLDEN * (to - from);
        double atLeft = peaked.applyAsDouble(left);
        double atRight = peaked.applyAsDouble(right);
        while (to - from > Tolerances.CLOSE * Tolerances.CLOSE * (high - low)) {
            if (atLeft > atRight) {
                to = right;
                right = left;
                atRight = atLeft;
                left = to - GOLDEN * (to - from);
                atLeft = peaked.applyAsDouble(left);
            } else {
                from = left;
                left = right;
                atLeft = atRight;
                right = from + GOLDEN * (to - from);
                atRight = peaked.applyAsDouble(right);
            }
        }
        double best = (from + to) / 2;
        return peaked.applyAsDouble(high) >= peaked.applyAsDouble(best) ? high : best;
    }
}
