// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ExpectedLatency;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.RateDistribution;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What so many replicas would mean for the demand of a decision. What is not known is empty.
 *
 * @param replicas how many; 0 or more
 * @param utilisation expected demand as a share of what they carry within the promise; 0 or more
 * @param exceeded probability that demand is more than that, by the forecast's own distribution; 0 to 1
 * @param latency what a request may expect, where demand is spread evenly; empty too where it is beyond saturation
 * @param usdPerHour what they cost
 */
public record Consequence(
        int replicas,
        OptionalDouble utilisation,
        OptionalDouble exceeded,
        Optional<ExpectedLatency> latency,
        OptionalDouble usdPerHour) {
    /** Halvings of the probability: beyond any digit that is shown. */
    private static final int STEPS = 40;

    /** The levels between which a distribution may be asked. */
    private static final double LEAST = 1e-6;

    private static final double PERCENT = 100;

    /** What so many would mean. */
    public static Consequence of(Decision decision, int replicas) {
        ReplicaPlan.Basis basis = decision.plan().basis();
        Optional<Demand> demand = basis.demand();
        OptionalDouble carried = basis.ratePerReplica().isPresent() && demand.isPresent()
                ? OptionalDouble.of(basis.ratePerReplica().getAsDouble() * replicas)
                : OptionalDouble.empty();
        return new Consequence(
                replicas,
                carried.isPresent() && carried.getAsDouble() > 0
                        ? OptionalDouble.of(demand.orElseThrow().requestsPerSecond() / carried.getAsDouble())
                        : OptionalDouble.empty(),
                carried.isPresent()
                        ? OptionalDouble.of(exceeding(demand.orElseThrow().distribution(), carried.getAsDouble()))
                        : OptionalDouble.empty(),
                demand.flatMap(known -> latencyOf(decision, known, replicas)),
                costOf(decision.plan(), replicas));
    }

    /** One line: the number, and what is known of it. */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        if (utilisation.isPresent()) {
            parts.add(String.format(Locale.ROOT, "%.0f %% of what they carry", utilisation.getAsDouble() * PERCENT));
        }
        if (exceeded.isPresent()) {
            parts.add(String.format(
                    Locale.ROOT, "demand is more than that with probability %.3f", exceeded.getAsDouble()));
        }
        latency.ifPresent(expected -> parts.add(latencySentence(expected)));
        if (usdPerHour.isPresent()) {
            parts.add(String.format(Locale.ROOT, "%.2f USD/h", usdPerHour.getAsDouble()));
        }
        String count = replicas == 1 ? "1 replica" : replicas + " replicas";
        return count + ": " + (parts.isEmpty() ? "nothing is known of what they carry" : String.join("; ", parts));
    }

    private static String latencySentence(ExpectedLatency expected) {
        List<String> known = new ArrayList<>();
        add(known, "TTFT", expected.timeToFirstToken());
        add(known, "ITL", expected.interTokenLatency());
        add(known, "E2E", expected.endToEnd());
        return "expected " + String.join(", ", known);
    }

    private static void add(List<String> known, String signal, double seconds) {
        if (!Double.isNaN(seconds)) {
            known.add(String.format(Locale.ROOT, "%s %.3f s", signal, seconds));
        }
    }

    private static Optional<ExpectedLatency> latencyOf(Decision decision, Demand demand, int replicas) {
        return replicas == 0
                ? Optional.empty()
                : decision.input()
                        .capacity()
                        .next()
                        .map(CapacityBelief.OfHardware::profile)
                        .map(CapacityModel::of)
                        .flatMap(model -> model.latencyAt(demand.shape(), demand.requestsPerSecond() / replicas));
    }

    private static OptionalDouble costOf(ReplicaPlan plan, int replicas) {
        OptionalDouble all = plan.basis().usdPerHour();
        return all.isPresent() && plan.desired() > 0
                ? OptionalDouble.of(all.getAsDouble() / plan.desired() * replicas)
                : OptionalDouble.empty();
    }

    /** The share of the distribution that lies above the rate. */
    private static double exceeding(RateDistribution distribution, double rate) {
        double below = LEAST;
        double above = 1 - LEAST;
        if (distribution.at(below) > rate) {
            return 1;
        } else if (distribution.at(above) <= rate) {
            return 0;
        }
        for (int step = 0; step < STEPS; step++) {
            double middle = (below + above) / 2;
            if (distribution.at(middle) > rate) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return 1 - below;
    }
}
