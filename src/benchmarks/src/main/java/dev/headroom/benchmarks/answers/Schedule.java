// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import java.time.Duration;

/**
 * When the calls of an open loop are due: at even distances, whatever became of those before.
 *
 * @param perSecond calls a second
 * @param lasts from the first call to the end
 */
record Schedule(double perSecond, Duration lasts) {
    private static final double NANOS_PER_SECOND = 1e9;

    Schedule {
        if (!(perSecond > 0 && Double.isFinite(perSecond))) {
            throw new IllegalArgumentException("perSecond must be above 0, was " + perSecond);
        }
    }

    int calls() {
        return (int) Math.floor(perSecond * lasts.toNanos() / NANOS_PER_SECOND);
    }

    /** From the start of the loop to the moment the call is due, counted from the schedule and not from the call before. */
    long dueNanos(int call) {
        return Math.round(call / perSecond * NANOS_PER_SECOND);
    }
}
