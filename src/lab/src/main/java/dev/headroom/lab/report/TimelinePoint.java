// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.OptionalInt;

/**
 * An episode at one moment.
 *
 * @param timeSeconds since its start
 * @param requestsPerSecond that arrive
 * @param replicas wanted: the Deployment's specification
 * @param ready pods that serve
 * @param bound replicas of the clairvoyant path; empty where it is not known
 * @param latencies of the last minute
 * @param attainment share of the requests due so far whose promise was kept, 0 to 1; NaN before the first
 * @param reason why so many replicas are wanted, in one sentence; may be empty
 */
public record TimelinePoint(
        double timeSeconds,
        double requestsPerSecond,
        int replicas,
        int ready,
        OptionalInt bound,
        Latencies latencies,
        double attainment,
        String reason)
        implements Timed {
    /**
     * Latencies at percentile 99, in seconds; NaN where nothing was measured.
     *
     * @param ttftP99 time to first token
     * @param itlP99 time between tokens
     * @param e2eP99 end to end
     */
    public record Latencies(double ttftP99, double itlP99, double e2eP99) {}
}
