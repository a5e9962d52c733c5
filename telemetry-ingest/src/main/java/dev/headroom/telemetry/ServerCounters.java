// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.OptionalLong;

/**
 * A server's counts since it started; a restart begins at 0 again. Empty is unknown, never zero; not validated.
 *
 * @param finished sequences that ended with an answer, for whatever reason they ended
 * @param firstTokens sequences that got their first token, those included whose client gave up later
 * @param computedPromptTokens prompt tokens that were computed
 * @param cachedPromptTokens prompt tokens that came from a cache, local or remote
 */
public record ServerCounters(
        OptionalLong finished,
        OptionalLong firstTokens,
        OptionalLong computedPromptTokens,
        OptionalLong cachedPromptTokens) {
    /** Nothing is known. */
    public static final ServerCounters UNKNOWN =
            new ServerCounters(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
