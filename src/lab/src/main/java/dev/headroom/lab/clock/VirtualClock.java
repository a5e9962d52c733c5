// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that runs {@code speed} times as fast as real time until both meet: {@code virtual = end − (end − real) · speed}
 * before {@code end}, else {@code virtual = real}. It never runs ahead of real time, so no check on future timestamps trips.
 * The service computes the same from the same two values.
 *
 * @param joinsRealTimeAt the moment from which virtual time is real time
 * @param speed at least 1: slower would put the beginning into the future
 */
public record VirtualClock(Instant joinsRealTimeAt, double speed) {
    private static final double NANOS_PER_SECOND = 1e9;

    public VirtualClock {
        if (!(speed >= 1 && Double.isFinite(speed))) {
            throw new IllegalArgumentException("speed must be at least 1, was " + speed);
        }
    }

    /** What the virtual clock shows at a real moment. */
    public Instant virtualAt(Instant real) {
        return real.isBefore(joinsRealTimeAt) ? stretched(real, speed) : real;
    }

    /** The real moment at which the virtual clock shows {@code virtual}. */
    public Instant realAt(Instant virtual) {
        return virtual.isBefore(joinsRealTimeAt) ? stretched(virtual, 1 / speed) : virtual;
    }

    private Instant stretched(Instant moment, double factor) {
        double left = Duration.between(moment, joinsRealTimeAt).toNanos() * factor;
        return joinsRealTimeAt.minus(ofSeconds(left / NANOS_PER_SECOND));
    }

    /** A span of time from fractional seconds, to the nanosecond. */
    public static Duration ofSeconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }

    /** A span of time in fractional seconds. */
    public static double toSeconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
