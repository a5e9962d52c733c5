// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/**
 * Sums over the requests that one replica completed within one pane.
 *
 * @param completed how many
 * @param withInput how many of them have known prompt tokens
 * @param withOutput how many of them have known generated tokens
 * @param inputTokens prompt tokens
 * @param outputTokens generated tokens
 * @param tokenGaps generated tokens but the first of each request
 * @param decodeNanos time for these, in nanoseconds
 */
public record ReplicaCounts(
        int completed,
        int withInput,
        int withOutput,
        long inputTokens,
        long outputTokens,
        long tokenGaps,
        long decodeNanos) {}
