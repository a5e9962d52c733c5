// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import java.util.Arrays;
import java.util.Locale;

/**
 * How far predictions are off, as shares of what was measured.
 *
 * @param count of predictions
 * @param mean absolute error
 * @param p95 of the absolute errors
 */
record RelativeErrors(int count, double mean, double p95) {
    private static final double P95 = 0.95;

    /** Of signed relative errors, at least one. */
    static RelativeErrors of(double[] errors) {
        double[] sorted = Arrays.stream(errors).map(Math::abs).sorted().toArray();
        double mean = Arrays.stream(sorted).average().orElseThrow();
        return new RelativeErrors(sorted.length, mean, sorted[(int) Math.ceil(P95 * sorted.length) - 1]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "mean error %.1f %%, P95 %.1f %% of %,d", 100 * mean, 100 * p95, count);
    }
}
