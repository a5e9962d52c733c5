// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * What an engine has counted since its start.
 *
 * @param finished requests with their last token
 * @param firstTokens requests with their first token
 * @param promptTokens tokens of the prompts of those, prefix-cache hits included
 * @param cachedPromptTokens the part of them that a prefix cache held
 * @param generatedTokens tokens of answers
 * @param preemptions requests that lost their cache and waited again
 */
public record EngineCounters(
        long finished,
        long firstTokens,
        long promptTokens,
        long cachedPromptTokens,
        long generatedTokens,
        long preemptions) {
    /** A fresh start. */
    public static final EngineCounters NONE = new EngineCounters(0, 0, 0, 0, 0, 0);
}
