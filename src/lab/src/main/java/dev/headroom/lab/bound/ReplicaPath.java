// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** How many replicas shall be ready in each block of time; the last block goes on for ever. Immutable. */
final class ReplicaPath {
    private final int blockSeconds;
    private final int[] replicas;

    ReplicaPath(int blockSeconds, int blocks, IntUnaryOperator replicasOfBlock) {
        this.blockSeconds = blockSeconds;
        this.replicas = new int[blocks];
        Arrays.setAll(replicas, replicasOfBlock);
    }

    int blocks() {
        return replicas.length;
    }

    int blockSeconds() {
        return blockSeconds;
    }

    int inBlock(int block) {
        return replicas[Math.max(0, Math.min(block, replicas.length - 1))];
    }

    int at(int second) {
        return inBlock(second / blockSeconds);
    }

    /** One fewer from one block to before another, but never below the least. */
    ReplicaPath oneFewer(int from, int to, int least) {
        return new ReplicaPath(
                blockSeconds,
                replicas.length,
                block -> block >= from && block < to ? Math.max(least, replicas[block] - 1) : replicas[block]);
    }

    /**
     * Valleys narrower than a start-up filled up to their lower bank: a replica that is let go there could not be back in time, and
     * Kubernetes ends the pod that is on its way before one that is ready.
     */
    ReplicaPath withoutValleysBelow(double seconds) {
        int width = (int) Math.ceil(seconds / blockSeconds) - 1;
        if (width < 1) {
            return this;
        }
        // The highest of each block and those ahead, then the lowest of that over the blocks behind: a morphological
        // closing, before
        // whose first block stands the same number as in it.
        return new ReplicaPath(blockSeconds, replicas.length, block -> {
            int lowest = Integer.MAX_VALUE;
            for (int back = block - width; back <= block; back++) {
                lowest = Math.min(lowest, highest(back, back + width));
            }
            return lowest;
        });
    }

    boolean sameAs(ReplicaPath other) {
        return blockSeconds == other.blockSeconds && Arrays.equals(replicas, other.replicas);
    }

    int[] toArray() {
        return replicas.clone();
    }

    private int highest(int from, int to) {
        int highest = 0;
        for (int block = from; block <= to; block++) {
            highest = Math.max(highest, inBlock(block));
        }
        return highest;
    }
}
