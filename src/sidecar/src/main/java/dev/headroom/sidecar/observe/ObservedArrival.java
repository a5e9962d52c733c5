// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.time.Duration;
import java.time.Instant;

/**
 * When a request arrived.
 *
 * @param at by the wall clock
 * @param nanos at the same moment, monotonic, in nanoseconds since whenever
 */
public record ObservedArrival(Instant at, long nanos) {
    Duration until(long laterNanos) {
        return Duration.ofNanos(Math.max(0, laterNanos - nanos));
    }
}
