// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import java.time.Duration;
import java.time.Instant;

/** Waiting for a real moment. */
final class Pace {
    private Pace() {}

    /** Returns at once when the moment has passed. */
    static void until(Instant real) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), real);
        if (left.isNegative()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while late for " + real);
            }
        } else {
            Thread.sleep(left.toMillis(), left.toNanosPart() % 1_000_000);
        }
    }
}
