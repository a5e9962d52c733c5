// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

/**
 * Latencies of a replica at a given rate, in seconds, as far as its model knows them; {@code NaN} where it does not.
 *
 * @param timeToFirstToken mean
 * @param interTokenLatency mean
 * @param endToEnd mean
 * @param concurrency mean number of requests in flight
 */
public record ExpectedLatency(double timeToFirstToken, double interTokenLatency, double endToEnd, double concurrency) {}
