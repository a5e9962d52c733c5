// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.slo.Signal;

/** The latency that a share of the requests of a loaded replica stays within. */
final class LatencyQuantile {
    /** The ratio of neighbours in the first search. */
    private static final double STRIDE = 2;

    /** Latencies beyond a week are not computed, in seconds. */
    private static final double LONGEST = 604_800;

    private LatencyQuantile() {}

    /** The latency in seconds; {@code LONGEST} and more are as good as infinite. */
    static double of(LoadedReplica replica, Signal signal, double percentile) {
        double missed = 1 - percentile / 100;
        double beyond = Math.max(Tolerances.NEGLIGIBLE, replica.meanSeconds(signal));
        while (beyond > Tolerances.NEGLIGIBLE && replica.beyond(signal, beyond) <= missed) {
            beyond /= STRIDE;
        }
        while (beyond < LONGEST && replica.beyond(signal, beyond) > missed) {
            beyond *= STRIDE;
        }
        double within = beyond / STRIDE;
        while (beyond > within * (1 + Tolerances.CLOSE * Tolerances.CLOSE)) {
            double middle = Math.sqrt(within * beyond);
            if (replica.beyond(signal, middle) > missed) {
                within = middle;
            } else {
                beyond = middle;
            }
        }
        return beyond;
    }
}
