// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rate that a replica may carry under all objectives and limits. The lowest rate asks for most replicas, and so binds.
 *
 * @param promised the tightest of the objectives and saturation, which always counts
 * @param most the highest rate that a replica serves, whether or not it keeps the promise
 * @param ceiling the rate under the concurrency ceiling; empty without a ceiling
 * @param infeasible objectives that no number of replicas keeps; not counted, as are those on a signal that the model does not know
 */
public record CapacityLimits(
        Bound promised, ReplicaCapacity most, Optional<Bound> ceiling, List<Infeasible> infeasible) {
    public CapacityLimits {
        infeasible = List.copyOf(infeasible);
    }

    /**
     * A limit on one replica.
     *
     * @param word {@code ttft}, {@code itl}, {@code e2e}, {@code saturation} or {@code concurrency}
     * @param sentence the limit as people write it
     * @param capacity a replica's capacity within it
     */
    public record Bound(String word, String sentence, ReplicaCapacity capacity) {}

    /**
     * Weighs everything that is asked of a replica.
     *
     * @param perReplica most requests in flight per replica; empty when there is no such ceiling
     */
    public static CapacityLimits of(
            CapacityModel model, TrafficShape shape, List<Objective> objectives, OptionalInt perReplica) {
        List<Bound> bounds = new ArrayList<>();
        List<Infeasible> infeasible = new ArrayList<>();
        for (Objective objective : objectives) {
            if (!model.knows(objective.signal())) {
                continue;
            }
            // An objective that is no tighter than another one does not bind, and need not be known.
            Optional<ReplicaCapacity> tightest = bounds.isEmpty()
                    ? Optional.empty()
                    : Optional.of(bounds.get(bounds.size() - 1).capacity());
            CapacityVerdict verdict = tightest.map(most -> model.capacityFor(shape, objective, most))
                    .orElseGet(() -> model.capacityFor(shape, objective));
            verdict.fold(
                    capacity ->
                            tightest.filter(capacity::equals).isPresent() || bounds.add(boundOf(objective, capacity)),
                    infeasible::add);
        }
        ReplicaCapacity most = model.saturation(shape);
        bounds.add(new Bound("saturation", "saturation (" + most.boundBy() + ")", most));
        Optional<Bound> ceiling = perReplica.isPresent()
                ? Optional.of(new Bound(
                        "concurrency",
                        perReplica.getAsInt() + " requests in flight per replica",
                        model.underCeiling(shape, perReplica.getAsInt())))
                : Optional.empty();
        Bound tightest = bounds.stream()
                .min(Comparator.comparingDouble(bound -> bound.capacity().requestsPerSecond()))
                .orElseThrow();
        return new CapacityLimits(tightest, most, ceiling, infeasible);
    }

    /** The constraint that binds in the end. */
    public Bound binding() {
        return ceiling.filter(bound -> bound.capacity().requestsPerSecond()
                        < promised.capacity().requestsPerSecond() * (1 - Tolerances.NEGLIGIBLE))
                .orElse(promised);
    }

    /**
     * Replicas for a rate, rounded up because half a replica serves no request.
     *
     * @param requestsPerSecond 0 or more
     * @param perReplica requests per second that one carries; above 0
     */
    public static int replicasFor(double requestsPerSecond, double perReplica) {
        double exact = requestsPerSecond / perReplica;
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(exact * (1 - Tolerances.NEGLIGIBLE)));
    }

    private static Bound boundOf(Objective objective, ReplicaCapacity capacity) {
        boolean byObjective = capacity.boundBy().equals(objective.signal().word());
        return byObjective
                ? new Bound(capacity.boundBy(), objective.toString(), capacity)
                : new Bound("saturation", "saturation (" + capacity.boundBy() + ") under " + objective, capacity);
    }
}
