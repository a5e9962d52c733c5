// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The effect of a number of replicas for the demand of a decision. Unknown figures are empty.
 *
 * @param replicas how many; 0 or more
 * @param carried arrivals now as a share of what they carry within the promise; 0 or more
 * @param booked arrivals and the rise that may come, as such a share; 0 or more
 * @param usdPerHour their cost
 */
public record Consequence(int replicas, OptionalDouble carried, OptionalDouble booked, OptionalDouble usdPerHour) {
    private static final double PERCENT = 100;

    /** The effect of {@code replicas} replicas. */
    public static Consequence of(Decision decision, int replicas) {
        ReplicaPlan.Basis basis = decision.plan().basis();
        Optional<Demand> demand = basis.demand();
        double all = basis.ratePerReplica().orElse(0) * replicas;
        return new Consequence(
                replicas,
                share(demand.map(Demand::requestsPerSecond), all),
                share(demand.map(Demand::ready), all),
                costOf(decision.plan(), replicas));
    }

    /** One line: the number, and its known effects. */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        if (carried.isPresent() && booked.isPresent()) {
            parts.add(String.format(
                    Locale.ROOT,
                    "arrivals use %.0f %% of the capacity, %.0f %% with the possible rise",
                    carried.getAsDouble() * PERCENT,
                    booked.getAsDouble() * PERCENT));
        }
        if (usdPerHour.isPresent()) {
            parts.add(String.format(Locale.ROOT, "%.2f USD/h", usdPerHour.getAsDouble()));
        }
        String count = replicas == 1 ? "1 replica" : replicas + " replicas";
        return count + ": " + (parts.isEmpty() ? "capacity unknown" : String.join("; ", parts));
    }

    private static OptionalDouble share(Optional<Double> rate, double all) {
        return rate.isPresent() && all > 0 ? OptionalDouble.of(rate.get() / all) : OptionalDouble.empty();
    }

    private static OptionalDouble costOf(ReplicaPlan plan, int replicas) {
        OptionalDouble all = plan.basis().usdPerHour();
        return all.isPresent() && plan.desired() > 0
                ? OptionalDouble.of(all.getAsDouble() / plan.desired() * replicas)
                : OptionalDouble.empty();
    }
}
