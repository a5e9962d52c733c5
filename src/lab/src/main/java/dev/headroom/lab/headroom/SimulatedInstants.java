// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.clock.VirtualClock;
import java.time.Instant;

/**
 * Seconds of an episode as instants.
 *
 * @param start the instant of second 0
 */
record SimulatedInstants(Instant start) {
    Instant at(double seconds) {
        return start.plus(VirtualClock.ofSeconds(seconds));
    }
}
