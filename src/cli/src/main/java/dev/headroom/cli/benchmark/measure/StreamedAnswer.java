// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What came back for one request.
 *
 * @param firstTokenNanos instant of the first token; empty where none came
 * @param lastTokenNanos instant of the last token so far; empty where none came
 * @param inputTokens as the server counts; empty where it does not say
 * @param outputTokens as the server counts, else the events with text
 * @param fault one sentence where the answer is none; empty where it is whole
 */
public record StreamedAnswer(
        OptionalLong firstTokenNanos,
        OptionalLong lastTokenNanos,
        OptionalInt inputTokens,
        int outputTokens,
        Optional<String> fault) {
    /** Nothing but a fault. */
    public static StreamedAnswer failed(String fault) {
        return new StreamedAnswer(
                OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), 0, Optional.of(fault));
    }
}
