// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The content of the head of an answer.
 *
 * @param status of HTTP
 * @param contentType empty when it has none
 * @param contentEncoding empty when it has none
 * @param promptTokens header x-prompt-tokens, TGI's
 * @param generatedTokens header x-generated-tokens, TGI's
 */
public record AnswerHead(
        int status,
        Optional<String> contentType,
        Optional<String> contentEncoding,
        Optional<String> promptTokens,
        Optional<String> generatedTokens) {
    private static final int FIRST_ERROR = 400;

    boolean refuses() {
        return status >= FIRST_ERROR;
    }

    boolean isStream() {
        return contentType
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
                .isPresent();
    }

    /** Whether the body can be read as it passes by: a compressed body is forwarded and not read. */
    boolean isReadable() {
        return contentEncoding.isEmpty()
                || contentEncoding.get().isBlank()
                || contentEncoding.get().equalsIgnoreCase("identity");
    }

    TokenUsage usage() {
        return new TokenUsage(count(promptTokens), OptionalInt.empty(), count(generatedTokens));
    }

    private static OptionalInt count(Optional<String> text) {
        try {
            int count = text.isPresent() ? Integer.parseInt(text.get().strip()) : -1;
            return count < 0 ? OptionalInt.empty() : OptionalInt.of(count);
        } catch (NumberFormatException notACount) {
            return OptionalInt.empty();
        }
    }
}
