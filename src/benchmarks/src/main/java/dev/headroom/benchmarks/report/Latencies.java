// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Every latency of a measurement, kept as it is: percentiles are exact. Safe from any thread. */
public final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    /** None yet. */
    public Latencies() {}

    /** Keeps one more, in nanoseconds. */
    public synchronized void add(long latencyNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count] = latencyNanos;
        count++;
    }

    /** How many there are. */
    public synchronized int count() {
        return count;
    }

    /** The least latency that so many percent do not exceed (nearest rank), in milliseconds; empty without any. */
    public synchronized OptionalDouble millisAt(double percentile) {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percentile / 100 * count);
        return OptionalDouble.of(sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI);
    }
}
