// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/**
 * Percentiles of times, in constant memory: buckets whose bounds grow by a thousandth, so that a percentile is the nearest rank's
 * value to within a twentieth of a percent. Times below 10 µs count as 10 µs, those above 10^6 s as that.
 */
public final class LatencyHistogram {
    private static final double SHORTEST_SECONDS = 1e-5;
    private static final double LONGEST_SECONDS = 1e6;
    private static final double LOG_GROWTH = Math.log(1.001);

    private final long[] counts = new long[1 + bucket(LONGEST_SECONDS)];
    private long count;
    private double sum;
    private double greatest = Double.NaN;

    /** Enters a time of 0 or more; a NaN is left out. */
    public void add(double seconds) {
        if (Double.isNaN(seconds)) {
            return;
        }
        counts[bucket(seconds)]++;
        count++;
        sum += seconds;
        greatest = Double.isNaN(greatest) ? seconds : Math.max(greatest, seconds);
    }

    /** How many times are in it. */
    public long count() {
        return count;
    }

    /** Their mean; NaN where there are none. */
    public double mean() {
        return sum / count;
    }

    /** The longest, exact; NaN where there are none. */
    public double max() {
        return greatest;
    }

    /**
     * The nearest-rank percentile; NaN where there are none.
     *
     * @param percent above 0, up to 100
     */
    public double percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile must be above 0, up to 100, was " + percent);
        }
        long rank = (long) Math.ceil(percent / 100 * count);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank && count > 0) {
                return Math.min(greatest, SHORTEST_SECONDS * Math.exp((bucket + 0.5) * LOG_GROWTH));
            }
        }
        return Double.NaN;
    }

    private static int bucket(double seconds) {
        double clipped = Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, seconds));
        return (int) (Math.log(clipped / SHORTEST_SECONDS) / LOG_GROWTH);
    }
}
