// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

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

    static Percentiles of(Samples samples) {
        double[] sorted = samples.sorted();
        return new Percentiles(nearestRank(sorted, MEDIAN), nearestRank(sorted, HIGH), nearestRank(sorted, HIGHEST));
    }

    static double nearestRank(double[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(sorted.length * percent / PERCENT) - 1];
    }
}
