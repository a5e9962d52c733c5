// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import java.time.Instant;
import java.util.Optional;

/**
 * A pod of a scale target, as the replicas of the service tell each other.
 *
 * @param uid its uid; not blank
 * @param name its name in its namespace; not blank
 * @param replica the replica that it belonged to: its group in a LeaderWorkerSet, else its uid
 * @param created when it came into being
 * @param gone when it left; empty while it is there
 */
public record KnownPod(String uid, String name, String replica, Instant created, Optional<Instant> gone) {
    public KnownPod {
        if (uid.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a pod needs a uid and a name, had '" + uid + "' and '" + name + "'");
        }
    }
}
