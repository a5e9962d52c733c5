// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A model server's own limits, by its metrics or by its start arguments. Empty is unknown, never zero.
 *
 * @param maxSequences most sequences that one replica runs at once, all its engines together; from 1 to {@link #MOST_SEQUENCES}
 * @param maxBatchedTokens most tokens that an engine computes in one step; from 1 to {@link #MOST_BATCHED_TOKENS}
 * @param tensorParallel GPUs that share one model copy; from 1 to {@link #MOST_GPUS}
 * @param maxModelLength most tokens of a prompt and its answer together; from 1 to {@link #MOST_MODEL_LENGTH}
 * @param kvTokens tokens that the KV caches of one replica hold; from 1 to {@link #MOST_KV_TOKENS}
 */
public record StatedLimits(
        OptionalInt maxSequences,
        OptionalInt maxBatchedTokens,
        OptionalInt tensorParallel,
        OptionalInt maxModelLength,
        OptionalLong kvTokens) {
    /** As many as a serving profile may say. */
    public static final int MOST_SEQUENCES = 1_000_000;

    /** As many as a serving profile may say. */
    public static final int MOST_BATCHED_TOKENS = 10_000_000;

    /** As many as a serving profile may say. */
    public static final int MOST_GPUS = 4_096;

    /** Ten times the length of any model. */
    public static final int MOST_MODEL_LENGTH = 100_000_000;

    /** A thousand times the largest machines' cache. */
    public static final long MOST_KV_TOKENS = 10_000_000_000L;

    /** Nothing is known. */
    public static final StatedLimits UNKNOWN = new StatedLimits(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

    public StatedLimits {
        check("maxSequences", maxSequences, MOST_SEQUENCES);
        check("maxBatchedTokens", maxBatchedTokens, MOST_BATCHED_TOKENS);
        check("tensorParallel", tensorParallel, MOST_GPUS);
        check("maxModelLength", maxModelLength, MOST_MODEL_LENGTH);
        check("kvTokens", kvTokens, MOST_KV_TOKENS);
    }

    /** Only the size of the KV caches is known. */
    public static StatedLimits ofKvTokens(OptionalLong kvTokens) {
        return new StatedLimits(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                possible(kvTokens, MOST_KV_TOKENS));
    }

    /** The same as an int where it is from 1 to {@code most}; else unknown: an impossible value does not count as stated. */
    public static OptionalInt possible(OptionalLong told, int most) {
        OptionalLong possible = possible(told, (long) most);
        return possible.isPresent() ? OptionalInt.of((int) possible.getAsLong()) : OptionalInt.empty();
    }

    /** The same where it is from 1 to {@code most}; else unknown. */
    public static OptionalLong possible(OptionalLong told, long most) {
        return told.isPresent() && told.getAsLong() >= 1 && told.getAsLong() <= most ? told : OptionalLong.empty();
    }

    /** These limits, and those of {@code other} where these are unknown. */
    public StatedLimits elseAs(StatedLimits other) {
        return new StatedLimits(
                first(maxSequences, other.maxSequences),
                first(maxBatchedTokens, other.maxBatchedTokens),
                first(tensorParallel, other.tensorParallel),
                first(maxModelLength, other.maxModelLength),
                kvTokens.isPresent() ? kvTokens : other.kvTokens);
    }

    /** The limits of the weaker of two replicas: the least known value of each limit. */
    public StatedLimits least(StatedLimits other) {
        return new StatedLimits(
                least(maxSequences, other.maxSequences),
                least(maxBatchedTokens, other.maxBatchedTokens),
                least(tensorParallel, other.tensorParallel),
                least(maxModelLength, other.maxModelLength),
                kvTokens.isEmpty() || other.kvTokens.isEmpty()
                        ? elseAs(other).kvTokens
                        : OptionalLong.of(Math.min(kvTokens.getAsLong(), other.kvTokens.getAsLong())));
    }

    private static OptionalInt first(OptionalInt one, OptionalInt other) {
        return one.isPresent() ? one : other;
    }

    private static OptionalInt least(OptionalInt one, OptionalInt other) {
        return one.isEmpty() || other.isEmpty()
                ? first(one, other)
                : OptionalInt.of(Math.min(one.getAsInt(), other.getAsInt()));
    }

    private static void check(String name, OptionalInt value, int most) {
        check(name, value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty(), (long) most);
    }

    private static void check(String name, OptionalLong value, long most) {
        if (value.isPresent() && possible(value, most).isEmpty()) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most + ", was " + value.getAsLong());
        }
    }
}
