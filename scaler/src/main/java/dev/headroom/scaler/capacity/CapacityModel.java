// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rate that one replica can carry. Pure functions of their arguments. */
public interface CapacityModel {
    /** The highest rate and concurrency at which the objective holds. */
    CapacityVerdict capacityFor(TrafficShape shape, Objective objective);

    /**
     * The same, where only capacities below a known limit are of interest.
     *
     * @param atMost a capacity of the same model for the same shape
     * @return {@code atMost} where the objective holds there
     */
    default CapacityVerdict capacityFor(TrafficShape shape, Objective objective, ReplicaCapacity atMost) {
        return capacityFor(shape, objective)
                .fold(
                        capacity -> capacity.requestsPerSecond() < atMost.requestsPerSecond() ? capacity : atMost,
                        infeasible -> infeasible);
    }

    /** The highest rate that a replica sustains whatever the latency; every capacity is at most this. */
    ReplicaCapacity saturation(TrafficShape shape);

    /**
     * The highest rate at which a replica has at most {@code perReplica} requests in flight on average; at most {@link #saturation}.
     *
     * @param perReplica requests in flight; at least 1
     */
    ReplicaCapacity underCeiling(TrafficShape shape, int perReplica);

    /**
     * The latencies to expect of a replica.
     *
     * @param requestsPerSecond rate on that replica; 0 or more
     * @return empty when the rate is beyond saturation
     */
    Optional<ExpectedLatency> latencyAt(TrafficShape shape, double requestsPerSecond);

    /**
     * The latency that the given percentage of a replica's requests stays within.
     *
     * @param requestsPerSecond rate on that replica; 0 or more
     * @param signal a signal that the model {@link #knows}
     * @param percentile above 0 and below 100
     * @return seconds; empty when the rate is beyond saturation
     */
    OptionalDouble percentileAt(TrafficShape shape, double requestsPerSecond, Signal signal, double percentile);

    /** Word for the model, e.g. {@code table} or {@code step-time}. */
    String word();

    /**
     * Whether the model can judge an objective on this signal; {@link #capacityFor} may be asked only then.
     *
     * @param signal the latency that the objective limits
     */
    default boolean knows(Signal signal) {
        return true;
    }

    /**
     * One sentence about why the model's figures may be off for requests of this shape; empty when nothing speaks against
     * them.
     */
    default Optional<String> caution(TrafficShape shape) {
        return Optional.empty();
    }

    /** The model that fits the profile's figures. */
    static CapacityModel of(ServingProfile profile) {
        return profile.performance()
                .fold(
                        table -> new MeasuredTableModel(table, profile.engine()),
                        coefficients -> new StepTimeModel(coefficients, profile.engine()));
    }
}
