// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.snapshot.ReplicaWatch.Wake;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Distinguishes the replicas of a wake from those that join others. A wake's were made before any replica was Ready. So a replica that
 * joins a fleet and never starts does not keep the fleet from its rest.
 */
final class Waking {
    private Waking() {}

    /** How far the wake has come whose replicas are among these. */
    static Wake of(List<Replica> replicas) {
        Optional<Instant> firstReady =
                replicas.stream().flatMap(replica -> replica.ready().stream()).min(Comparator.naturalOrder());
        List<Replica> woken = replicas.stream()
                .filter(replica -> firstReady
                        .filter(first -> !replica.created().isBefore(first))
                        .isEmpty())
                .toList();
        boolean loading = woken.stream().anyMatch(replica -> replica.ready().isEmpty());
        return new Wake(
                loading,
                woken.stream().flatMap(replica -> replica.ready().stream()).max(Comparator.naturalOrder()));
    }
}
