// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/**
 * One request as its user sends it.
 *
 * @param atSeconds since the run's start
 * @param inputTokens prompt length
 * @param outputTokens tokens that the answer will have
 */
public record Arrival(double atSeconds, int inputTokens, int outputTokens) {
    /** Three centuries: later than any trace ends, also one that counts from 1970. */
    private static final double LATEST_SECONDS = 1e10;

    public Arrival {
        check(atSeconds, inputTokens, outputTokens);
    }

    /** The rules of an arrival, for those who keep many of them in arrays. */
    static void check(double atSeconds, int inputTokens, int outputTokens) {
        if (!(atSeconds >= 0 && atSeconds <= LATEST_SECONDS)) {
            throw new IllegalArgumentException("arrival_s must be 0 to 10000000000, was " + atSeconds);
        }
        if (inputTokens < 1) {
            throw new IllegalArgumentException("input_tokens must be 1 or more, was " + inputTokens);
        }
        if (outputTokens < 1) {
            throw new IllegalArgumentException("output_tokens must be 1 or more, was " + outputTokens);
        }
    }
}
