// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.lab.headroom.ShadowPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Requests a second that one ready replica carried.
 *
 * @param perSecond 0 or more
 * @param source what was counted
 */
record Carried(double perSecond, Source source) {
    /** Of the stretches in which replicas are told of. */
    private static final Duration STRETCH = Duration.ofSeconds(10);
    /** Two stretches: engines that answer in waves differ by a third from one to the next. */
    private static final Duration COUNTED = STRETCH.multipliedBy(2);
    /** Where servers count twice as many, events are sampled; smaller gaps are of counters that are read at other times. */
    private static final double SAMPLED = 0.5;

    /** What was counted. */
    enum Source {
        /** Requests that ended with an answer in the newest 20 s of which everything is in: they end 8 to 18 s before the turn. */
        COMPLETIONS,
        /** Requests that arrived, where telemetry does not tell which replica answered: more than was carried while a queue grows. */
        ARRIVALS
    }

    /** What the replicas of a turn carried; empty while no replica is ready, or nothing tells. */
    static Optional<Carried> in(ShadowPath.Turn turn) {
        if (turn.ready().orElse(0) == 0) {
            return Optional.empty();
        }
        int ready = turn.ready().getAsInt();
        Optional<Instant> newest =
                turn.loads().stream().map(load -> load.interval().from()).max(Instant::compareTo);
        return newest.isPresent()
                ? Optional.of(new Carried(completed(turn, newest.get()) / ready, Source.COMPLETIONS))
                : turn.plan()
                        .basis()
                        .evidence()
                        .arrivals()
                        .map(arrivals -> new Carried(arrivals.perSecond() / ready, Source.ARRIVALS));
    }

    /** A second, of all replicas. Where events tell of a sample of the requests only, each stands for several. */
    private static double completed(ShadowPath.Turn turn, Instant newest) {
        double told = turn.loads().stream()
                .filter(load ->
                        !load.interval().from().isBefore(newest.plus(STRETCH).minus(COUNTED)))
                .mapToDouble(load -> load.requests().completed())
                .sum();
        OptionalDouble coverage = turn.plan().basis().evidence().servers().coverage();
        boolean sampled = coverage.isPresent() && coverage.getAsDouble() > 0 && coverage.getAsDouble() < SAMPLED;
        return told / COUNTED.toSeconds() / (sampled ? coverage.getAsDouble() : 1);
    }
}
