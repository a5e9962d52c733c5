// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/** What is measured of a completed request. Latencies are in seconds. */
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
    END_TO_END
}
