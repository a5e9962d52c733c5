// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Lets real time pass. */
final class Waiting {
    private static final long GLANCE_MILLIS = 100;

    private Waiting() {}

    /** So long, whatever happens; not at all where it is over already. */
    static void during(Duration span) throws InterruptedException {
        Thread.sleep(Math.max(0, span.toMillis()));
    }

    /** Until it is so; false where it is not within the time. */
    static boolean until(Duration patience, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(GLANCE_MILLIS);
        }
        return true;
    }

    /** Until it is so; what fails then says what was waited for. */
    static void require(Duration patience, String what, Callable<Boolean> condition) throws Exception {
        if (!until(patience, condition)) {
            throw new IllegalStateException("not within " + patience.toSeconds() + " s: " + what);
        }
    }

    /** Seconds between two readings of the monotonic clock. */
    static double seconds(long fromNanos, long toNanos) {
        return (toNanos - fromNanos) / 1e9;
    }
}
