// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * What an engine shows of itself at one moment; the last three count from its start.
 *
 * @param running requests in the batch
 * @param waiting requests that wait for a slot
 * @param contextTokens tokens of the running requests that its cache holds
 * @param finished requests with their last token
 * @param firstTokens requests with their first token
 * @param promptTokens tokens of the prompts that were computed
 */
public record EngineReading(
        int running, int waiting, long contextTokens, long finished, long firstTokens, long promptTokens) {}
