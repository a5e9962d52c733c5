// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The content of a request. Empty is unknown.
 *
 * @param model as the client names it
 * @param streaming whether the answer is to come, or came, as a stream of events
 * @param sequences how many answers to the same prompt (n), 2 to {@value #MOST_SEQUENCES}; empty for one
 * @param maxOutputTokens the limit of the answer, in tokens
 */
public record Asked(
        Optional<String> model, Optional<Boolean> streaming, OptionalInt sequences, OptionalInt maxOutputTokens) {
    /** OpenAI's limit of n. A request with more is reported as one, because each sequence is an event. */
    public static final int MOST_SEQUENCES = 128;

    /** Nothing is known. */
    static final Asked NOTHING =
            new Asked(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
}
