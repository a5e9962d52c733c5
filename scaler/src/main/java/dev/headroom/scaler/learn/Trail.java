// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The latest stretches of one replica, joined until they are several times as long as a request: only then do the requests that
 * ended within them and the load that they made belong together.
 *
 * <p>The rate, and with it the number in flight by Little's law, is taken from the requests themselves. What scrapes show of it at
 * a few moments is true on average, but by itself far from the mean of its stretch, and whatever is held against a figure with
 * such an error seems to depend on it less than it does (regression dilution). So scrapes say which part of the load the requests
 * that telemetry tells of are, and to which {@link Place} a stretch belongs.
 */
final class Trail {
    /** A replica's first requests meet cold kernels and caches, up to 20 times slower; what they tell is left out. */
    static final Duration WARM_UP = Duration.ofSeconds(90);

    /** Joined stretches are so many times as long as a request; what hangs over their ends is then a tenth of the whole. */
    private static final double REQUEST_TIMES = 5;

    /** Whatever requests take, joined stretches end by then. */
    private static final double LONGEST_SECONDS = 120;

    /** Fewer complete answers than this tell more of themselves than of the replica. */
    private static final long LEAST_COMPLETED = 8;

    /** Tokens of an answer from which the time between tokens can be told. */
    private static final double LEAST_OUTPUT = 2;

    /** How far back the told part of the load is looked at. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** Mean number that wait, above which first tokens tell of the queue. */
    private static final double FREE = 0.5;

    /** Both ways of counting differ by so much by chance; their ratio less than this off 1 is taken as 1. */
    private static final double CHANCE = 0.3;

    /** Telemetry tells of no more than there is, and of a tenth of it if sampled sparely. */
    private static final double MOST_UNTOLD = 10;

    /** Requests' times and scrapes that differ by a factor of 1.8 more than usual do not tell of the same load; logarithm. */
    private static final double CONTRADICTION = Math.log(1.8);

    private static final double MANY = 8;

    private static final double MILLIS = 1000;

    private final Instant firstSeen;
    private final Deque<ReplicaLoad> loads = new ArrayDeque<>();
    private final List<ReplicaLoad> open = new ArrayList<>();
    private Instant taken;
    private double lastUntold = 1;

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

    /** Takes the next stretch; answers what it and those before it show, once they are long enough together. */
    Optional<Sight> take(ReplicaLoad load) {
        Instant to = load.interval().to();
        if (!to.isAfter(taken)) {
            return Optional.empty();
        }
        boolean follows = load.interval().from().equals(taken);
        taken = to;
        if (!follows) {
            open.clear();
        }
        if (load.interval().from().isBefore(firstSeen.plus(WARM_UP))) {
            return Optional.empty();
        }
        loads.addLast(load);
        while (loads.getFirst().interval().to().isBefore(to.minus(KEPT))) {
            loads.removeFirst();
        }
        open.add(load);
        Sums sums = Sums.of(open);
        if (sums.seconds < Math.min(LONGEST_SECONDS, REQUEST_TIMES * sums.requestSeconds())) {
            return Optional.empty();
        }
        open.clear();
        return sums.completed >= LEAST_COMPLETED && sums.outputTokens >= LEAST_OUTPUT * sums.completed
                ? sightOf(to, sums)
                : Optional.empty();
    }

    private Optional<Sight> sightOf(Instant to, Sums sums) {
        double untold = untold();
        if (!(sums.tokenSeconds > 0) || contradicts(sums, untold)) {
            return Optional.empty();
        }
        double input = sums.inputTokens / sums.completed;
        return Optional.of(new Sight(
                to,
                untold * sums.completed / (sums.seconds * MILLIS),
                sums.running > 0 ? OptionalDouble.of(sums.running / sums.shownSeconds) : OptionalDouble.empty(),
                input,
                Math.min(input, sums.tokensToCompute / sums.completed),
                sums.outputTokens / sums.completed,
                sums.tokenSeconds / sums.timedTokens * MILLIS,
                sums.waiting < FREE * sums.seconds && sums.firstTokens > 0
                        ? OptionalDouble.of(sums.firstTokenSeconds / sums.firstTokens * MILLIS)
                        : OptionalDouble.empty(),
                sums.completed));
    }

    /**
     * The load that scrapes show over that which requests tell of, over late stretches without those that are odd. Stretches that no
     * scrape shows say nothing of it: with none other it is what it was last.
     */
    private double untold() {
        List<ReplicaLoad> shown = loads.stream()
                .filter(load -> load.occupancy().running().isPresent())
                .toList();
        if (shown.isEmpty()) {
            return lastUntold;
        }
        double[] ratios = shown.stream()
                .mapToDouble(load -> ratio(Sums.of(List.of(load))))
                .sorted()
                .toArray();
        double usual = ratios[ratios.length / 2];
        double ratio = ratio(Sums.of(shown.stream()
                .filter(load -> !contradicts(Sums.of(List.of(load)), usual))
                .toList()));
        lastUntold = Math.abs(ratio - 1) < CHANCE ? 1 : Math.min(MOST_UNTOLD, Math.max(1 / MOST_UNTOLD, ratio));
        return lastUntold;
    }

    private static double ratio(Sums sums) {
        // First tokens tell of the time in the queue, too.
        return sums.running > 0 && sums.shownBusySeconds > 0
                ? (sums.running + sums.shownWaiting) / sums.shownBusySeconds
                : 1;
    }

    /** Whether requests' times do not fit what scrapes show. A few sequences, seen at a few moments, contradict nothing. */
    private static boolean contradicts(Sums sums, double usual) {
        return sums.running > MANY * sums.shownSeconds && Math.abs(Math.log(ratio(sums) / usual)) > CONTRADICTION;
    }

    /** Stretches added up. */
    private static final class Sums {
        private double seconds;
        private double completed;
        private double inputTokens;
        private double tokensToCompute;
        private double outputTokens;
        private double timedTokens;
        private double tokenSeconds;
        private double firstTokens;
        private double firstTokenSeconds;
        private double busySeconds;
        private double shownSeconds;
        private double shownBusySeconds;
        private double running;
        private double shownWaiting;
        private double waiting;

        static Sums of(List<ReplicaLoad> loads) {
            Sums sums = new Sums();
            loads.forEach(sums::add);
            return sums;
        }

        private void add(ReplicaLoad load) {
            ReplicaLoad.Requests requests = load.requests();
            double of = requests.completed();
            double length =
                    Duration.between(load.interval().from(), load.interval().to())
                                    .toMillis()
                            / MILLIS;
            seconds += length;
            completed += of;
            inputTokens += of * requests.inputTokens();
            tokensToCompute += of * requests.tokensToCompute();
            outputTokens += of * requests.outputTokens();
            waiting += length * load.occupancy().waiting().orElse(0);
            double tokens = of * requests.outputTokens();
            double itl = load.latency().interTokenLatency().orElse(0);
            if (itl > 0) {
                timedTokens += tokens;
                tokenSeconds += tokens * itl;
            }
            double ttft = load.latency().timeToFirstToken().orElse(0);
            if (ttft > 0) {
                firstTokens += of;
                firstTokenSeconds += of * ttft;
            }
            double busy = of * ttft + tokens * itl;
            busySeconds += busy;
            load.occupancy().running().ifPresent(shown -> {
                shownSeconds += length;
                shownBusySeconds += busy;
                running += length * shown;
                shownWaiting += length * load.occupancy().waiting().orElse(0);
            });
        }

        double requestSeconds() {
            return completed > 0 ? busySeconds / completed : Double.POSITIVE_INFINITY;
        }
    }
}
