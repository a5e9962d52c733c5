// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import dev.headroom.scaler.slo.MissedRule;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.Reading;
import java.util.List;
import java.util.OptionalDouble;

/** How much of what may be missed was missed: 1 where as many requests missed an objective as its percentile allows. */
public final class BudgetShare {
    private static final double PERCENT = 100;

    private BudgetShare() {}

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
        double allowed = 1 - objective.percentile() / PERCENT;
        return Tally.of(objective, reading, rule)
                .filter(tally -> tally.counted() > 0)
                .map(tally -> OptionalDouble.of(tally.missed() / tally.counted() / allowed))
                .orElse(OptionalDouble.empty());
    }
}
