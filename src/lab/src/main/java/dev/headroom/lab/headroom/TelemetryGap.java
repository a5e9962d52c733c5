// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

/**
 * A part of an episode.
 *
 * @param from seconds since its start
 * @param to when it is over; {@code from} where it never is one
 */
public record TelemetryGap(double from, double to) {
    /** No time at all. */
    public static final TelemetryGap NEVER = new TelemetryGap(0, 0);

    public TelemetryGap {
        if (!(from >= 0 && to >= from)) {
            throw new IllegalArgumentException("a stretch needs 0 <= from <= to, was " + from + " to " + to);
        }
    }

    /** Whether a moment lies in it; its end does not. */
    public boolean holds(double moment) {
        return from <= moment && moment < to;
    }
}
