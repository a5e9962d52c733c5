// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

/**
 * The most that one replica carries.
 *
 * @param requestsPerSecond highest rate; above 0
 * @param concurrency mean number of requests in flight at that rate, or the highest that the objective allows where
 *     arrivals are steady; above 0
 * @param boundBy the binding limit: {@code ttft}, {@code itl}, {@code e2e}, {@code maxSequences}, {@code kvTokens},
 *     {@code saturation}, or {@code concurrency}
 */
public record ReplicaCapacity(double requestsPerSecond, double concurrency, String boundBy) implements CapacityVerdict {
    /** Bound by a ceiling on requests in flight. */
    static final String CONCURRENCY = "concurrency";

    public ReplicaCapacity {
        if (!(requestsPerSecond > 0) || !(concurrency > 0)) {
            throw new IllegalArgumentException("a capacity must be above 0, was " + requestsPerSecond
                    + " requests/s at concurrency " + concurrency);
        }
    }
}
