// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import java.util.Arrays;

/** Every delay of a stretch, kept as it is: percentiles are exact. One thread. */
final class Delays {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1 << 10];
    private int count;

    void add(long delayNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = delayNanos;
    }

    int count() {
        return count;
    }

    /** The least that so many percent do not exceed (nearest rank), in milliseconds; NaN without any. */
    double millisAt(double percentile) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percentile / 100 * count);
        return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }
}
