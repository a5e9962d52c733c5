// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.util.OptionalDouble;

/**
 * One replica's load within one stretch of time, and its speed meanwhile: the input for learning a model of replicas.
 *
 * @param replica its name, as telemetry and the cluster know it
 * @param interval the stretch
 * @param requests those that it completed within the stretch
 * @param latency of those requests
 * @param occupancy its requests in flight
 */
public record ReplicaLoad(String replica, Interval interval, Requests requests, Latency latency, Occupancy occupancy) {
    /**
     * Requests that ended with a complete answer, and their mean tokens.
     *
     * @param completed 0 or more; with none the means are 0, and each is 0 where no request has it
     * @param inputTokens prompt tokens, prefix-cache hits included
     * @param tokensToCompute prompt tokens without those that a cache held
     * @param outputTokens generated tokens
     */
    public record Requests(long completed, double inputTokens, double tokensToCompute, double outputTokens) {}

    /**
     * Latencies in seconds; empty where no request has them.
     *
     * @param timeToFirstToken the median, within 3 %: a few that waited do not move it
     * @param interTokenLatency the mean, each request weighted with its generated tokens
     */
    public record Latency(OptionalDouble timeToFirstToken, OptionalDouble interTokenLatency) {}

    /**
     * Means of scrapes over the time in which the stretch's requests were decoded, the longest 4 min back, each request's time counting.
     * That is the load under which they got their ITL. With no such request, over the stretch. Empty where scrapes do not show at least
     * half of that time.
     *
     * <p>So the load that goes with ITL is this, not {@code completed} over the stretch's length: by Little's law, running / (output
     * tokens · ITL) requests a second were decoded meanwhile.
     *
     * @param running sequences in the batches of all its engines
     * @param waiting sequences that wait for a place in them
     * @param kvUsage share of its KV cache in use, 0 to 1; the mean over its engines
     */
    public record Occupancy(OptionalDouble running, OptionalDouble waiting, OptionalDouble kvUsage) {}
}
