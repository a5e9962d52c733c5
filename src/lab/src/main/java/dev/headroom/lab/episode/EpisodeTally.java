// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import java.util.Arrays;
import java.util.List;

/** Requests and misses of a run by the block of time in which they arrived. */
public final class EpisodeTally {
    private final long[] requests;
    private final List<Misses> misses;
    private final double gpuHours;
    private final int simulatedSeconds;
    private final boolean complete;

    EpisodeTally(long[] requests, Misses[] misses, double gpuHours, int simulatedSeconds, boolean complete) {
        this.requests = requests.clone();
        this.misses = List.of(misses);
        this.gpuHours = gpuHours;
        this.simulatedSeconds = simulatedSeconds;
        this.complete = complete;
    }

    /** Scored requests of all blocks. */
    public long requests() {
        return Arrays.stream(requests).sum();
    }

    /** Scored requests from one block to before another. */
    public long requests(int fromBlock, int toBlock) {
        return Arrays.stream(requests, fromBlock, toBlock).sum();
    }

    /** Misses of all blocks. */
    public Misses misses() {
        return misses(0, blocks());
    }

    /** Misses from one block to before another. */
    public Misses misses(int fromBlock, int toBlock) {
        return misses.subList(fromBlock, toBlock).stream().reduce(Misses.NONE, Misses::plus);
    }

    /** How many blocks there are. */
    public int blocks() {
        return requests.length;
    }

    /** Of the scored seconds, as in {@link Outcome.Use}. */
    public double gpuHours() {
        return gpuHours;
    }

    /** Virtual time that the run took. */
    public int simulatedSeconds() {
        return simulatedSeconds;
    }

    /** Whether the run came to its end; otherwise it was broken off for too many misses, and there are more of them. */
    public boolean complete() {
        return complete;
    }
}
