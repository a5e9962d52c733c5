// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.util.OptionalDouble;

/**
 * Figures of the requests that ended within one interval. Latencies are in seconds.
 *
 * @param interval when they ended
 * @param ends how they ended
 * @param inputTokens prompt tokens per completed request, prefix-cache hits included
 * @param tokensToCompute mean prompt tokens that a completed request made its server compute: prefix-cache hits taken away, by the
 *     request's own telemetry or else by the share that the servers count; the prompt of several sequences counted once. Empty while no
 *     request has known prompt tokens
 * @param outputTokens generated tokens per completed request
 * @param timeToFirstToken of requests whose source knows it
 * @param interTokenLatency (E2E − TTFT) / (output tokens − 1); undefined, and so absent, below 2 output tokens
 * @param endToEnd arrival to last token
 */
public record Reading(
        Interval interval,
        Ends ends,
        Distribution inputTokens,
        OptionalDouble tokensToCompute,
        Distribution outputTokens,
        Distribution timeToFirstToken,
        Distribution interTokenLatency,
        Distribution endToEnd) {
    /** Requests that ended with a complete answer. */
    public long completed() {
        return ends.completed();
    }
}
