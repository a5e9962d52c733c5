// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.forecast.TrafficShape;

/** What one replica carries when the number of its requests in flight is capped. */
public final class ConcurrencyCeiling {
    private ConcurrencyCeiling() {}

    /**
     * The highest rate at which a replica has at most so many requests in flight on average, by Little's law on the model's
     * own latencies.
     *
     * @param perReplica requests in flight; at least 1
     */
    public static ReplicaCapacity capacityUnder(CapacityModel model, TrafficShape shape, int perReplica) {
        ReplicaCapacity most = model.saturation(shape);
        double rate = MonotoneCurve.largestWithin(
                candidate -> inFlightAt(model, shape, candidate), perReplica, 0, most.requestsPerSecond());
        return new ReplicaCapacity(rate, Math.min(perReplica, most.concurrency()), "concurrency");
    }

    private static double inFlightAt(CapacityModel model, TrafficShape shape, double requestsPerSecond) {
        return model.latencyAt(shape, requestsPerSecond)
                .map(ExpectedLatency::concurrency)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
