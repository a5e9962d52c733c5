// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.OptionalInt;

/**
 * Tokens of a request. Empty is unknown, never zero.
 *
 * @param input prompt tokens, prefix-cache hits included
 * @param cached the part of {@code input} that came from the prefix cache
 * @param output generated tokens
 */
public record TokenUsage(OptionalInt input, OptionalInt cached, OptionalInt output) {
    /** No count is known. */
    public static final TokenUsage UNKNOWN =
            new TokenUsage(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /**
     * The share of one of {@code sequences} sequences. They have the prompt in common. Of their answers only the sum is known; it is shared
     * out evenly, and the first gets the remainder.
     */
    TokenUsage shareOf(int sequence, int sequences) {
        if (sequences == 1 || output.isEmpty()) {
            return this;
        }
        int all = output.getAsInt();
        return new TokenUsage(input, cached, OptionalInt.of(all / sequences + (sequence < all % sequences ? 1 : 0)));
    }
}
