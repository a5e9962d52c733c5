// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * What an engine shows of itself at one moment.
 *
 * @param running requests in the batch
 * @param waiting requests that wait for a slot
 * @param contextTokens tokens of the running requests that its cache holds
 * @param waitingPromptTokens prompt tokens not yet computed, of waiting and running requests
 * @param kvUsage share of its cache in use, 0 to 1
 * @param kvTokens tokens that its cache holds; 1 or more
 * @param counters what it has counted since its start
 */
public record EngineReading(
        int running,
        int waiting,
        long contextTokens,
        long waitingPromptTokens,
        double kvUsage,
        long kvTokens,
        EngineCounters counters) {}
