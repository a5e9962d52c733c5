// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

/** A number in a scrape about one engine of a server. */
enum ServerFigure {
    RUNNING(false),
    WAITING(false),
    FINISHED(true),
    FIRST_TOKENS(true),
    COMPUTED_PROMPT_TOKENS(true),
    CACHED_PROMPT_TOKENS(true),
    /** All prompt tokens and those of them from a cache, where the server does not count them by source. */
    ALL_PROMPT_TOKENS(true),
    ALL_CACHED_PROMPT_TOKENS(true),
    KV_TOKENS(false),
    /** Blocks of the KV cache and the tokens of each, where the server does not count in tokens. */
    KV_BLOCKS(false),
    KV_BLOCK_TOKENS(false);

    private final boolean adds;

    ServerFigure(boolean adds) {
        this.adds = adds;
    }

    /**
     * Joins two points of one part that differ only in irrelevant labels. Counts add up; of two gauges the larger holds, as where readings
     * of one instant are joined.
     */
    long joined(long one, long other) {
        return adds ? sum(one, other) : Math.max(one, other);
    }

    /** Saturated, so that validation can recognise an absurd count. */
    static long sum(long one, long other) {
        long sum = one + other;
        boolean overflown = ((one ^ sum) & (other ^ sum)) < 0;
        return overflown ? one >> (Long.SIZE - 1) ^ Long.MAX_VALUE : sum;
    }
}
