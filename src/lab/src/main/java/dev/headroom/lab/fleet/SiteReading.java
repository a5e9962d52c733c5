// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/**
 * A glance at the site.
 *
 * @param arrivalsPerSecond over the last 10 s
 * @param inFlight waiting and running
 * @param p95Seconds over the requests finished in the last minute; NaN where there are none
 * @param readyReplicas that take requests
 * @param replicas starting and ready
 */
public record SiteReading(
        double arrivalsPerSecond, int inFlight, BySignal<Double> p95Seconds, int readyReplicas, int replicas) {}
