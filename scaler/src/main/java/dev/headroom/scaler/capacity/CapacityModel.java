// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import java.util.Optional;

/** What one replica can carry. Pure functions of their arguments. */
public interface CapacityModel {
    /** The highest rate and concurrency at which the objective holds. */
    CapacityVerdict capacityFor(TrafficShape shape, Objective objective);

    /** The highest rate that a replica sustains whatever the latency; every capacity is at most this. */
    ReplicaCapacity saturation(TrafficShape shape);

    /**
     * The latencies to expect of a replica.
     *
     * @param requestsPerSecond rate on that replica; 0 or more
     * @return empty when the rate is beyond saturation
     */
    Optional<ExpectedLatency> latencyAt(TrafficShape shape, double requestsPerSecond);

    /** Word for the model, e.g. {@code table} or {@code step-time}. */
    String word();
}
