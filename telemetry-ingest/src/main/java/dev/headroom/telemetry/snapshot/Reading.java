// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Instant;

/**
 * What the requests that ended within one interval were like. Latencies are in seconds.
 *
 * @param from start of the interval, inclusive
 * @param to end of the interval, exclusive
 * @param completed requests that ended with a complete answer
 * @param spoilt requests that were aborted or failed
 * @param inputTokens prompt tokens per completed request, prefix-cache hits included
 * @param outputTokens generated tokens per completed request
 * @param timeToFirstToken of requests whose source knows it
 * @param interTokenLatency (E2E − TTFT) / (output tokens − 1); undefined, and so absent, below 2 output tokens
 * @param endToEnd arrival to last token
 */
public record Reading(
        Instant from,
        Instant to,
        long completed,
        long spoilt,
        Distribution inputTokens,
        Distribution outputTokens,
        Distribution timeToFirstToken,
        Distribution interTokenLatency,
        Distribution endToEnd) {}
