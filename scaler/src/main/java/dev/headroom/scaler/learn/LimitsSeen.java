// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.ServingProfile.EngineLimits;
import java.util.List;
import java.util.OptionalLong;

/**
 * Limits of a scheduler, as far as they show. The cache holds what its usage says of the context in it: usage ≈ n·C1/kvTokens, a
 * line through the origin. The batch holds as many sequences as ran while others waited, unless the cache was what they waited for.
 */
final class LimitsSeen {
    /** What is remembered. */
    static final int FIGURES = 6;

    /** Below this share in use, what the cache holds beside the contexts weighs too much. */
    private static final double LEAST_USAGE = 0.03;

    /** At this share in use requests wait for the cache. */
    private static final double CACHE_FULL = 0.9;

    /** Stretches, after which the line is taken; older ones fade at the same pace. */
    private static final double ENOUGH = 6;

    private static final double FADING = 1 - 1.0 / 60;

    /** A usage this far off the line counts for no more. */
    private static final double OUTLIER = 1.3;

    /** Sequences wait throughout a stretch: a mean of one at least. */
    private static final double QUEUE = 1;

    /** A batch that is full holds the same number all the time; relative. */
    private static final double SAME = 0.03;

    private static final int FULL_STRETCHES = 3;

    private double usageTokens;
    private double usageSquares;
    private double usageWeight;
    private double mostRunning;
    private double fullAt;
    private int fullFor;

    /** Takes a stretch of a replica. */
    void take(double running, double waiting, double usage, double meanContext) {
        mostRunning = Math.max(mostRunning, running);
        if (usage >= LEAST_USAGE && usage < 1) {
            double tokens = running * meanContext;
            if (usageWeight >= ENOUGH) {
                double onLine = usage * usageTokens / usageSquares;
                tokens = Math.max(onLine / OUTLIER, Math.min(onLine * OUTLIER, tokens));
            }
            usageTokens = FADING * usageTokens + usage * tokens;
            usageSquares = FADING * usageSquares + usage * usage;
            usageWeight = FADING * usageWeight + 1;
        }
        boolean full = waiting >= QUEUE && running >= 1 && usage < CACHE_FULL;
        boolean same = Math.abs(running - fullAt) <= SAME * fullAt;
        fullFor = full ? (same ? fullFor + 1 : 1) : 0;
        if (full && (!same || running > fullAt)) {
            fullAt = running;
        }
    }

    /** Forgets what a replaced engine showed. */
    void clear() {
        restore(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
    }

    /** The prior's limits, corrected by what was seen. */
    EngineLimits correct(EngineLimits prior) {
        int sequences = (int) Math.max(prior.maxSequences(), Math.ceil(mostRunning));
        if (fullFor >= FULL_STRETCHES) {
            sequences = (int) Math.max(1, Math.round(fullAt));
        }
        OptionalLong cache = usageWeight >= ENOUGH
                ? OptionalLong.of(Math.max(1, Math.round(usageTokens / usageSquares)))
                : prior.kvTokens();
        return new EngineLimits(prior.tensorParallel(), sequences, cache, Math.max(prior.chunkTokens(), sequences));
    }

    /** Everything, in plain figures. */
    List<Double> figures() {
        return List.of(usageTokens, usageSquares, usageWeight, mostRunning, fullAt, (double) fullFor);
    }

    /** Goes on from such figures. */
    void restore(List<Double> figures) {
        usageTokens = figures.get(0);
        usageSquares = figures.get(1);
        usageWeight = figures.get(2);
        mostRunning = figures.get(3);
        fullAt = figures.get(4);
        fullFor = figures.get(5).intValue();
    }
}
