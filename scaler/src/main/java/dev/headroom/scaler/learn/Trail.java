// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The latest stretches of one replica. Tokens of requests that end within a stretch came into being over the time that these
 * requests took, so their speed is held against what the replica had in hand over that time, not within the stretch: else every
 * rise of load would look as if more in flight cost nothing.
 */
final class Trail {
    /** A replica's first requests meet cold kernels and caches, up to 20 times slower; what they tell is left out. */
    static final Duration WARM_UP = Duration.ofSeconds(90);

    /** Fewer complete answers than this tell more of themselves than of the replica. */
    static final long LEAST_COMPLETED = 5;

    /** Tokens of an answer from which the time between tokens can be told. */
    private static final double LEAST_OUTPUT = 2;

    /** Lengths of requests vary from stretch to stretch, so their means are taken over this time. */
    private static final Duration LENGTHS = Duration.ofSeconds(40);

    /** Longer than most requests take; what is older is forgotten. */
    private static final Duration KEPT = Duration.ofMinutes(3);

    /** Mean number that wait, above which first tokens tell of the queue. */
    private static final double FREE = 0.5;

    /** Share of the requests' time of which the replica's load must be known. */
    private static final double LEAST_COVERED = 0.5;

    private static final double MILLIS = 1000;

    private final Instant firstSeen;
    private final Deque<ReplicaLoad> loads = new ArrayDeque<>();
    private Instant taken;

    Trail(Instant firstSeen, Instant taken) {
        this.firstSeen = firstSeen;
        this.taken = taken;
    }

    /** When the replica's first stretch began. */
    Instant firstSeen() {
        return firstSeen;
    }

    /** Up to when its stretches are taken. */
    Instant taken() {
        return taken;
    }

    /** Takes the next stretch; answers what it shows, which is nothing for one that was taken before or says too little. */
    Optional<Sight> take(ReplicaLoad load) {
        Instant to = load.interval().to();
        if (!to.isAfter(taken)) {
            return Optional.empty();
        }
        taken = to;
        loads.addLast(load);
        while (loads.getFirst().interval().to().isBefore(to.minus(KEPT))) {
            loads.removeFirst();
        }
        boolean tellsEnough = load.requests().completed() >= LEAST_COMPLETED
                && load.requests().outputTokens() >= LEAST_OUTPUT
                && load.latency().interTokenLatency().orElse(0) > 0;
        boolean warm = !load.interval().from().isBefore(firstSeen.plus(WARM_UP));
        return warm && tellsEnough ? sightOf(load) : Optional.empty();
    }

    private Optional<Sight> sightOf(ReplicaLoad load) {
        double itl = load.latency().interTokenLatency().orElseThrow();
        OptionalDouble ttft = load.latency().timeToFirstToken();
        double requestSeconds = ttft.orElse(0) + itl * load.requests().outputTokens();
        OptionalDouble inFlight = inFlight(load, requestSeconds);
        if (inFlight.isEmpty() || !(inFlight.getAsDouble() > 0)) {
            return Optional.empty();
        }
        double[] lengths = lengths(load.interval().to());
        boolean free = load.occupancy().waiting().orElse(0) < FREE;
        return Optional.of(new Sight(
                load.interval().to(),
                inFlight.getAsDouble(),
                lengths[0],
                Math.min(lengths[0], lengths[1]),
                lengths[2],
                itl * MILLIS,
                free && ttft.isPresent() ? OptionalDouble.of(ttft.getAsDouble() * MILLIS) : OptionalDouble.empty(),
                load.requests().completed()));
    }

    /** From what scrapes showed; where there were none, by Little's law from what was completed. */
    private OptionalDouble inFlight(ReplicaLoad last, double requestSeconds) {
        boolean scraped =
                loads.stream().anyMatch(load -> load.occupancy().running().isPresent());
        double end = 0;
        double begin = -seconds(last);
        double weights = 0;
        double known = 0;
        double sum = 0;
        for (ReplicaLoad load : loads) {
            double age = -secondsBetween(load.interval().to(), last.interval().to()) - seconds(load) / 2;
            // Of the requests that end between begin and end, the share that is under way at this age.
            double underWay = Math.max(0, Math.min(end, age + requestSeconds) - Math.max(begin, age));
            double weight = underWay * seconds(load);
            weights += weight;
            OptionalDouble running = load.occupancy().running();
            if (scraped && running.isPresent()) {
                known += weight;
                sum += weight * running.getAsDouble();
            } else if (!scraped) {
                known += weight;
                sum += weight * load.requests().completed() / seconds(load) * requestSeconds;
            }
        }
        return known > LEAST_COVERED * weights ? OptionalDouble.of(sum / known) : OptionalDouble.empty();
    }

    private double[] lengths(Instant end) {
        double[] sums = new double[3];
        double completed = 0;
        for (ReplicaLoad load : loads) {
            if (load.interval().to().isAfter(end.minus(LENGTHS))) {
                ReplicaLoad.Requests requests = load.requests();
                completed += requests.completed();
                sums[0] += requests.completed() * requests.inputTokens();
                sums[1] += requests.completed() * requests.tokensToCompute();
                sums[2] += requests.completed() * requests.outputTokens();
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= completed;
        }
        return sums;
    }

    private static double seconds(ReplicaLoad load) {
        return Math.max(
                1e-3, secondsBetween(load.interval().from(), load.interval().to()));
    }

    private static double secondsBetween(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }
}
