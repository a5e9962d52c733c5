// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import dev.headroom.scaler.slo.MissedRule;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The spent share of the allowed misses: 1 where as many requests missed an objective as its percentile allows. */
public final class BudgetShare {
    private static final double PERCENT = 100;

    /** A percentile of so few requests that fewer than this many may miss it says nothing of them. */
    private static final int MISSES_THAT_SHOW = 5;

    private BudgetShare() {}

    /** Fewest requests for which a percentile is meaningful; at least 1. */
    public static int requestsThatShow(List<Objective> objectives) {
        return (int) Math.ceil(MISSES_THAT_SHOW / allowed(objectives));
    }

    /**
     * Of the objective that was missed worst beyond chance: how many missed it, and how many may.
     *
     * @return empty where nothing ended that an objective is about
     */
    public static Optional<Misses> worstMisses(List<Objective> objectives, Reading reading, MissedRule rule) {
        return objectives.stream()
                .map(objective -> Tally.of(objective, reading, rule)
                        .filter(tally -> tally.counted() > 0)
                        .map(tally -> new Misses(tally.missed(), tally.counted(), allowed(objective))))
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Misses::beyondChance));
    }

    /**
     * Requests that missed an objective.
     *
     * @param missed that did; 0 or more
     * @param counted that the objective is about; above 0
     * @param allowed share of them that may; above 0
     */
    public record Misses(double missed, double counted, double allowed) {
        /** Those that may; above 0. */
        public double mayMiss() {
            return counted * allowed;
        }

        /** The spent share of the allowed misses; 0 or more. */
        public double share() {
            return missed / mayMiss();
        }

        /** The share beyond one standard deviation of a Poisson count, where a promise is just kept; may be below 0. */
        double beyondChance() {
            return (missed - Math.sqrt(mayMiss())) / mayMiss();
        }
    }

    private static double allowed(List<Objective> objectives) {
        return objectives.stream().mapToDouble(BudgetShare::allowed).min().orElse(1);
    }

    private static double allowed(Objective objective) {
        return 1 - objective.percentile() / PERCENT;
    }

    /**
     * The share of the objective that was missed worst; 0 or more.
     *
     * @return empty where nothing ended, or nothing that an objective is about
     */
    public static OptionalDouble worst(List<Objective> objectives, Reading reading, MissedRule rule) {
        return objectives.stream()
                .map(objective -> of(objective, reading, rule))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }

    /** The share of one objective; empty where nothing ended that it is about. */
    public static OptionalDouble of(Objective objective, Reading reading, MissedRule rule) {
        return Tally.of(objective, reading, rule)
                .filter(tally -> tally.counted() > 0)
                .map(tally -> OptionalDouble.of(tally.missed() / tally.counted() / allowed(objective)))
                .orElse(OptionalDouble.empty());
    }
}
