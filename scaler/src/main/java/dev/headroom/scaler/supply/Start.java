// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One start of a replica that is over: what lead times are learnt from, and what of them is written down. Seconds count from when
 * the replica came into being.
 *
 * @param replica its name
 * @param created when it came into being
 * @param hardware class of its node; empty where that is not known
 * @param node what it met
 * @param boundAfter seconds until it had its node; 0 or more; empty where that is not known
 * @param readyAfter seconds until it was Ready; 0 or more; of one that failed, how long it had tried
 * @param slowFor seconds that it was slower than others once Ready; 0 or more
 * @param settled whether telemetry showed it as fast as others
 * @param failed whether it went away before it was Ready
 */
public record Start(
        String replica,
        Instant created,
        Optional<String> hardware,
        NodeKind node,
        OptionalDouble boundAfter,
        double readyAfter,
        double slowFor,
        boolean settled,
        boolean failed) {
    public Start {
        requireSeconds(boundAfter.orElse(0), "boundAfter");
        requireSeconds(readyAfter, "readyAfter");
        requireSeconds(slowFor, "slowFor");
    }

    /** When it was Ready; of one that failed, when it went. */
    Instant readyAt() {
        return created.plusMillis(Math.round(readyAfter * 1000));
    }

    Start slowFor(double seconds, boolean settledNow) {
        return new Start(replica, created, hardware, node, boundAfter, readyAfter, seconds, settledNow, failed);
    }

    private static void requireSeconds(double seconds, String what) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be seconds of 0 or more, was " + seconds);
        }
    }
}
