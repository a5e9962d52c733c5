// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Instant;

/**
 * Requests that arrived per second, over the newest interval whose arrivals are all but completely visible. Most sources
 * tell of a request only when it ends, so the newest seconds are not part of it.
 *
 * @param perSecond 0 or more
 * @param arrivals requests counted; 0 or more
 * @param from start of the interval, inclusive
 * @param to end of the interval, exclusive; not before {@code from}
 * @param whole whether all of the interval could be observed: it begins after the first event that was told, and has no stretch
 *     without arrivals that is longer than chance explains, as a loss of telemetry leaves it. A rate that is not whole may be
 *     too low, never too high
 */
public record ArrivalRate(double perSecond, long arrivals, Instant from, Instant to, boolean whole) {
    /** The rate over an interval all of which could be observed. */
    public ArrivalRate(double perSecond, long arrivals, Instant from, Instant to) {
        this(perSecond, arrivals, from, to, true);
    }

    public ArrivalRate {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("arrival rate must be finite and not negative, was " + perSecond);
        }
    }
}
