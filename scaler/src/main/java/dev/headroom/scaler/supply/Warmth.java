// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a replica that is Ready compares with the others: a cold engine is 3 to 25 times as slow in its first 30 to 60 s (BLIS; the
 * lab's slow start).
 *
 * @param slowUntil end of the last stretch in which it was slow; empty where it was in none
 * @param settled whether a stretch followed in which it was as fast as the others
 */
record Warmth(Optional<Instant> slowUntil, boolean settled) {
    /** Times the others' inter-token latency that still is as fast: between what batches differ and what a cold engine lacks. */
    private static final double AS_FAST = 1.5;

    /** What stretches tell of a replica; nothing of one without a request that ended. */
    static Warmth of(String replica, List<ReplicaLoad> loads) {
        Optional<Instant> slowUntil = Optional.empty();
        List<ReplicaLoad> own = loads.stream()
                .filter(load ->
                        load.replica().equals(replica) && load.requests().completed() > 0)
                .sorted(Comparator.comparing(load -> load.interval().from()))
                .toList();
        for (ReplicaLoad load : own) {
            if (isAsFast(load, loads)) {
                return new Warmth(slowUntil, true);
            }
            slowUntil = Optional.of(load.interval().to());
        }
        return new Warmth(slowUntil, false);
    }

    /** With nobody to compare it with, what answers at all is good. */
    private static boolean isAsFast(ReplicaLoad load, List<ReplicaLoad> loads) {
        double[] others = loads.stream()
                .filter(other -> other.interval().equals(load.interval())
                        && !other.replica().equals(load.replica()))
                .flatMapToDouble(other -> other.latency().interTokenLatency().stream())
                .sorted()
                .toArray();
        return others.length == 0
                || load.latency().interTokenLatency().orElse(0) <= AS_FAST * others[others.length / 2];
    }
}
