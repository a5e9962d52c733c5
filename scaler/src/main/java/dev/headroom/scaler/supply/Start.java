// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.slo.Durations;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One start of a replica: from its creation until it was Ready, plus the time that it was then slower than the others. A cold engine is 3
 * to 25 times as slow in its first 30 to 60 s (BLIS; the lab's slow start).
 *
 * @param replica its name
 * @param created its creation; of a replica that waited for capacity, when it got some
 * @param node the node that it met
 * @param readyAfter seconds until it was Ready; 0 or more
 * @param slowFor seconds that it was slower than others once Ready; 0 or more
 * @param settled whether telemetry showed it as fast as others
 */
public record Start(
        String replica, Instant created, NodeKind node, double readyAfter, double slowFor, boolean settled) {
    /**
     * The highest ratio to the others' inter-token latency that still counts as fast: above the variation of batches and below a cold
     * engine's slowness.
     */
    private static final double AS_FAST = 1.5;

    /** A replica that is slow for longer than this after it was Ready is not a cold engine. */
    public static final Duration COLD_AT_MOST = Duration.ofMinutes(3);

    public Start {
        if (!(readyAfter >= 0 && slowFor >= 0 && readyAfter + slowFor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "readyAfter and slowFor must be 0 s or more, were " + readyAfter + " and " + slowFor);
        }
    }

    /** Seconds until it served as well as any. */
    double seconds() {
        return readyAfter + slowFor;
    }

    /**
     * The same with the stretches of its first minutes. Without other replicas to compare it with, any answer is good.
     *
     * @param loads stretches of all replicas
     */
    Start hearing(List<ReplicaLoad> loads, Instant now) {
        Instant readyAt = created.plus(Durations.ofSeconds(readyAfter));
        if (settled || now.isAfter(readyAt.plus(COLD_AT_MOST))) {
            return this;
        }
        List<ReplicaLoad> own = loads.stream()
                .filter(load ->
                        load.replica().equals(replica) && load.requests().completed() > 0)
                .sorted(Comparator.comparing(load -> load.interval().from()))
                .toList();
        double slow = slowFor;
        for (ReplicaLoad load : own) {
            if (isAsFast(load, loads)) {
                return new Start(replica, created, node, readyAfter, slow, true);
            }
            slow = Math.max(
                    slow,
                    Durations.seconds(Duration.between(readyAt, load.interval().to())));
        }
        return new Start(replica, created, node, readyAfter, slow, false);
    }

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
