// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * What a server is started with.
 *
 * @param maxSequences requests in the batch at once
 * @param stepTokens tokens one step may process, decoded and prefilled together
 * @param kvTokens tokens that its cache holds
 */
public record EngineLimits(int maxSequences, int stepTokens, long kvTokens) {
    /** As much as an H100 80GB keeps free beside the weights of an 8B model. */
    public static final long H100_LLAMA_8B_KV_TOKENS = 430_000;

    /** With the cache of an H100 that serves an 8B model. */
    public EngineLimits(int maxSequences, int stepTokens) {
        this(maxSequences, stepTokens, H100_LLAMA_8B_KV_TOKENS);
    }

    public EngineLimits {
        if (maxSequences < 1 || stepTokens < maxSequences) {
            throw new IllegalArgumentException("a step must have a token for each of at least 1 sequence, was "
                    + stepTokens + " tokens for " + maxSequences);
        }
        if (kvTokens < 1) {
            throw new IllegalArgumentException("kvTokens must be 1 or more, was " + kvTokens);
        }
    }
}
