// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.util.OptionalDouble;

/**
 * What one replica had in its hands within one stretch of time, and how fast it was meanwhile: the material that a model of
 * replicas is learnt from.
 *
 * @param replica its name, as telemetry and the cluster know it
 * @param interval the stretch
 * @param requests those that it completed within the stretch
 * @param latency what these got
 * @param occupancy what it held
 */
public record ReplicaLoad(String replica, Interval interval, Requests requests, Latency latency, Occupancy occupancy) {
    /**
     * Requests that ended with a complete answer, and their mean tokens.
     *
     * @param completed 0 or more; with none the means are 0
     * @param inputTokens prompt tokens, prefix-cache hits included
     * @param tokensToCompute prompt tokens without those that a cache held
     * @param outputTokens generated tokens
     */
    public record Requests(long completed, double inputTokens, double tokensToCompute, double outputTokens) {}

    /**
     * Latencies in seconds; empty where no request tells them.
     *
     * @param timeToFirstToken the median: a few that waited do not move it
     * @param interTokenLatency the mean, each request weighted with its generated tokens
     */
    public record Latency(OptionalDouble timeToFirstToken, OptionalDouble interTokenLatency) {}

    /**
     * Means over the stretch of what scrapes showed; empty where none did.
     *
     * @param running sequences in its batch
     * @param waiting sequences that wait for a place in it
     * @param kvUsage share of its KV cache in use, 0 to 1
     */
    public record Occupancy(OptionalDouble running, OptionalDouble waiting, OptionalDouble kvUsage) {}
}
