// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.util.OptionalLong;

/**
 * The limits that one engine of a model server states. Empty is unknown, never zero.
 *
 * @param kvTokens tokens that its KV cache holds; from 1 to {@link #MOST_KV_TOKENS}
 */
public record ServerLimits(OptionalLong kvTokens) {
    /** A thousand times the largest machines' cache: a larger value is a slip. */
    public static final long MOST_KV_TOKENS = 10_000_000_000L;

    /** Nothing is known. */
    public static final ServerLimits UNKNOWN = new ServerLimits(OptionalLong.empty());

    public ServerLimits {
        if (kvTokens.isPresent() && !isPossible(kvTokens.getAsLong())) {
            throw new IllegalArgumentException(
                    "kvTokens must be from 1 to " + MOST_KV_TOKENS + ", was " + kvTokens.getAsLong());
        }
    }

    /** The reported size of a KV cache; an impossible number leaves it unknown. */
    public static ServerLimits ofKvTokens(OptionalLong told) {
        return told.isPresent() && isPossible(told.getAsLong()) ? new ServerLimits(told) : UNKNOWN;
    }

    /** Joins two statements; where both know a value, the larger, so that the order in which they came does not matter. */
    public ServerLimits and(ServerLimits other) {
        return kvTokens.orElse(0) >= other.kvTokens.orElse(0) ? this : other;
    }

    private static boolean isPossible(long tokens) {
        return tokens >= 1 && tokens <= MOST_KV_TOKENS;
    }
}
