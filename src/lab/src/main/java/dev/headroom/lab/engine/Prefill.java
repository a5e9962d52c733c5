// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/** Arithmetic of prompts. */
public final class Prefill {
    private Prefill() {}

    /**
     * Tokens that the tokens of a chunk look back at, summed: each sees all that was there before the chunk and, on average,
     * half of the chunk.
     *
     * @param before tokens of the same prompt already in the cache
     * @param chunk tokens computed now
     */
    public static double attended(int before, int chunk) {
        return chunk * (before + chunk / 2.0);
    }
}
