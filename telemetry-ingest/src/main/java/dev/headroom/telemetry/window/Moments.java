// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import java.time.Instant;

/**
 * The outermost instants of the telemetry that was taken in. Without any, the first is {@link Instant#MAX} and the newest
 * {@link Instant#MIN}.
 *
 * @param firstEvent when the first event happened
 * @param newestEvent when the newest event happened
 * @param firstArrival the first arrival
 * @param newestArrival the newest arrival
 * @param newestAdmission the newest arrival that was reported at once
 */
public record Moments(
        Instant firstEvent, Instant newestEvent, Instant firstArrival, Instant newestArrival, Instant newestAdmission) {
    /** Of nothing. */
    public static final Moments NONE = new Moments(Instant.MAX, Instant.MIN, Instant.MAX, Instant.MIN, Instant.MIN);

    /** Of both. */
    public Moments and(Moments others) {
        return new Moments(
                earlier(firstEvent, others.firstEvent),
                later(newestEvent, others.newestEvent),
                earlier(firstArrival, others.firstArrival),
                later(newestArrival, others.newestArrival),
                later(newestAdmission, others.newestAdmission));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
