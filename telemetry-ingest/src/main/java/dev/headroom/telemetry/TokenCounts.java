// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.OptionalInt;

/**
 * Tokens of one request. An empty count is unknown, never zero; nothing is checked here, because that is validation's job.
 *
 * @param input prompt tokens, prefix-cache hits included
 * @param cachedInput the part of {@code input} that came from the prefix cache
 * @param output generated tokens so far
 * @param sequences how many sequences are generated from the same prompt (n), this one included; each has events of its own
 */
public record TokenCounts(OptionalInt input, OptionalInt cachedInput, OptionalInt output, OptionalInt sequences) {
    /** No count is known. */
    public static final TokenCounts UNKNOWN =
            new TokenCounts(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /** Of a request about whose siblings nothing is said. */
    public TokenCounts(OptionalInt input, OptionalInt cachedInput, OptionalInt output) {
        this(input, cachedInput, output, OptionalInt.empty());
    }
}
