// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/**
 * A glance at the site; percentiles are over requests finished in the last minute and NaN where there are none.
 *
 * @param arrivalsPerSecond over the last 10 s
 * @param inFlight waiting and running
 * @param ttftP95Seconds time to first token
 * @param itlP95Seconds time between tokens
 * @param e2eP95Seconds whole request
 * @param readyReplicas that take requests
 * @param replicas starting and ready
 */
public record SiteReading(
        double arrivalsPerSecond,
        int inFlight,
        double ttftP95Seconds,
        double itlP95Seconds,
        double e2eP95Seconds,
        int readyReplicas,
        int replicas) {}
