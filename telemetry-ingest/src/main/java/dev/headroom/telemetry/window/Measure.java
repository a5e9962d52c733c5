// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/** A measured figure of an ended request; of a completed one unless said. Latencies are in seconds. */
public enum Measure {
    /** Prompt tokens. */
    INPUT_TOKENS,
    /** Generated tokens. */
    OUTPUT_TOKENS,
    /** Arrival to first token. */
    TIME_TO_FIRST_TOKEN,
    /** (E2E − TTFT) / (output tokens − 1); undefined below 2 tokens. */
    INTER_TOKEN_LATENCY,
    /** Arrival to last token. */
    END_TO_END,
    /** Arrival to abort, of requests whose client gave up. */
    ABORTED_AFTER,
    /** The same, of those that had not seen a token yet. */
    ABORTED_WITHOUT_TOKEN,
    /** Arrival to failure, of requests that the server could not answer. */
    FAILED_AFTER
}
