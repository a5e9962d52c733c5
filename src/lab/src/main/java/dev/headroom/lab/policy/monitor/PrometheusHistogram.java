// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import java.util.Arrays;

/** A Prometheus histogram: observations counted by bucket since the start, and their sum. Samples of it are kept in a {@link Ring}. */
final class PrometheusHistogram {
    private final double[] upperBounds;
    private final long[] counts;
    private double sum;
    private long count;
    private final Ring samples;

    /** The ring's columns after the buckets'. */
    private final int sumColumn;

    private final int countColumn;

    PrometheusHistogram(double[] upperBounds, int rows) {
        this.upperBounds = upperBounds.clone();
        this.counts = new long[upperBounds.length + 1];
        this.sumColumn = counts.length;
        this.countColumn = counts.length + 1;
        this.samples = new Ring(counts.length + 2, rows);
    }

    void observe(double seconds) {
        int bucket = Arrays.binarySearch(upperBounds, seconds);
        counts[bucket >= 0 ? bucket : -bucket - 1]++;
        sum += seconds;
        count++;
    }

    void scrape(double now) {
        samples.add(now);
        for (int bucket = 0; bucket < counts.length; bucket++) {
            samples.set(bucket, (double) counts[bucket]);
        }
        samples.set(sumColumn, sum);
        samples.set(countColumn, (double) count);
    }

    /** Mean of what was observed in the window; NaN where nothing was. */
    double mean(double after) {
        double observed = grown(countColumn, after);
        return observed > 0 ? grown(sumColumn, after) / observed : Double.NaN;
    }

    /**
     * {@code histogram_quantile(q, rate(…))}: linear within the bucket, from zero in the first; the highest bound where it lies
     * above that.
     *
     * @return seconds; NaN where nothing was observed in the window
     */
    double quantile(double q, double after) {
        double observed = grown(countColumn, after);
        if (!(observed > 0)) {
            return Double.NaN;
        }
        double rank = q * observed;
        double below = 0;
        for (int bucket = 0; bucket < upperBounds.length; bucket++) {
            double inBucket = grown(bucket, after);
            if (below + inBucket >= rank) {
                double start = bucket == 0 ? 0 : upperBounds[bucket - 1];
                return start + (upperBounds[bucket] - start) * (inBucket == 0 ? 0 : (rank - below) / inBucket);
            }
            below += inBucket;
        }
        return upperBounds[upperBounds.length - 1];
    }

    /** Not extrapolated: one factor for all buckets cancels out of a quantile and of a mean. */
    private double grown(int column, double after) {
        int from = samples.firstAfter(after);
        return samples.size() - from < 2 ? Double.NaN : samples.newest(column) - samples.value(column, from);
    }
}
