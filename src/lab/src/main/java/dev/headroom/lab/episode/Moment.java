// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.BySignal;

/**
 * One point of a timeline.
 *
 * @param atSeconds since the episode's start
 * @param requestsPerSecond that came since the point before
 * @param wanted the policy's newest answer
 * @param replicas starting and ready
 * @param ready that take requests
 * @param p99 of the latencies of requests that finished in the last minute, in seconds; NaN where none did
 * @param attainment of all the promise so far, over scored requests that have ended; 1 before the first
 * @param because the policy's own sentence; may be empty
 */
public record Moment(
        double atSeconds,
        double requestsPerSecond,
        int wanted,
        int replicas,
        int ready,
        BySignal<Double> p99,
        double attainment,
        String because) {}
