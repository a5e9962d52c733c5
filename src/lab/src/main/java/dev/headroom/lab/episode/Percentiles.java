// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import java.util.Arrays;
import org.apache.commons.math3.util.KthSelector;
import org.apache.commons.math3.util.MedianOf3PivotingStrategy;

/**
 * Nearest-rank percentiles in seconds; NaN where nothing was measured.
 *
 * @param p50 the median
 * @param p90 the 90th
 * @param p99 the 99th
 */
public record Percentiles(double p50, double p90, double p99) {
    private static final int MEDIAN = 50;
    private static final int HIGH = 90;
    private static final int HIGHEST = 99;
    private static final double PERCENT = 100;
    /** As many as the selector remembers at most. */
    private static final int PIVOTS = 512;

    private static final KthSelector SELECTOR = new KthSelector(new MedianOf3PivotingStrategy());

    static Percentiles of(Samples samples) {
        double[] values = samples.copy();
        int[] pivots = new int[PIVOTS];
        Arrays.fill(pivots, -1);
        return new Percentiles(
                selected(values, pivots, MEDIAN), selected(values, pivots, HIGH), selected(values, pivots, HIGHEST));
    }

    /** Selecting three of them takes a fraction of what sorting all does; the pivots of one selection help the next. */
    private static double selected(double[] values, int[] pivots, int percent) {
        return values.length == 0
                ? Double.NaN
                : SELECTOR.select(values, pivots, (int) Math.ceil(values.length * percent / PERCENT) - 1);
    }
}
