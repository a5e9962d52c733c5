// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.clock.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The virtual time that the demo takes; without an end of its own, the demo goes on after it.
 *
 * @param begins the first users come
 * @param ends the clock joins real time
 */
record Playtime(Instant begins, Instant ends) {
    /** Its length. */
    double seconds() {
        return VirtualClock.toSeconds(Duration.between(begins, ends));
    }

    /** The part that has passed at a moment: above 1 after the end. */
    double share(Instant virtual) {
        return VirtualClock.toSeconds(Duration.between(begins, virtual)) / seconds();
    }

    /** The moment at which a part of it has passed. */
    Instant at(double share) {
        return begins.plus(VirtualClock.ofSeconds(share * seconds()));
    }
}
