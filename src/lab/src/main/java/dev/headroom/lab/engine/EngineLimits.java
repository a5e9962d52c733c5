// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * What a server is started with.
 *
 * @param maxSequences requests in the batch at once
 * @param stepTokens tokens one step may process, decoded and prefilled together
 */
public record EngineLimits(int maxSequences, int stepTokens) {
    public EngineLimits {
        if (maxSequences < 1 || stepTokens < maxSequences) {
            throw new IllegalArgumentException("a step must have a token for each of at least 1 sequence, was "
                    + stepTokens + " tokens for " + maxSequences);
        }
    }
}
