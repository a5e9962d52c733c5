// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.Cluster;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * A path that keeps the goal, to begin with: the cheaper of the lowest constant number and of square-root staffing (the work of each
 * block and a multiple of its root, as Halfin and Whitt found for queues of many servers) with the least multiple.
 */
final class FirstPath {
    /** Multiples of the root, in sixteenths: 0 to 8. */
    private static final int MOST_SIXTEENTHS = 128;

    private static final double SIXTEENTH = 1.0 / 16;

    private final PathTrials trials;
    private final FluidWork work;
    private final Cluster cluster;
    private final int blocks;

    FirstPath(PathTrials trials, FluidWork work, Cluster cluster, int blocks) {
        this.trials = trials;
        this.work = work;
        this.cluster = cluster;
        this.blocks = blocks;
    }

    /** Empty where not even the most replicas keep the goal. */
    Optional<ReplicaPath> found() {
        int least = Math.max(cluster.minReplicas(), 0);
        Optional<ReplicaPath> constant = lowest(least, cluster.maxReplicas(), replicas -> path(block -> replicas));
        if (constant.isEmpty()) {
            return constant;
        }
        Optional<ReplicaPath> staffed = lowest(0, MOST_SIXTEENTHS, this::staffed);
        return staffed.filter(path -> trials.nodeSeconds(path) <= trials.nodeSeconds(constant.get()))
                .or(() -> constant);
    }

    /** The first number from which on the path keeps the goal; more replicas are taken to keep it, too. */
    private Optional<ReplicaPath> lowest(int from, int most, IntFunction<ReplicaPath> pathOf) {
        int bad = from - 1;
        int good = most;
        Optional<ReplicaPath> best = kept(pathOf.apply(good));
        while (best.isPresent() && good - bad > 1) {
            int middle = (good + bad) >> 1;
            Optional<ReplicaPath> tried = kept(pathOf.apply(middle));
            if (tried.isPresent()) {
                good = middle;
                best = tried;
            } else {
                bad = middle;
            }
        }
        return best;
    }

    private Optional<ReplicaPath> kept(ReplicaPath path) {
        return trials.verified(path).map(tally -> path);
    }

    private ReplicaPath staffed(int sixteenths) {
        return path(block -> {
            // Answers last into the next block: what came in the one before may still be there.
            double before = block == 0 ? 0 : work.replicasInBlock(block - 1);
            double need = Math.max(work.replicasInBlock(block), (work.replicasInBlock(block) + before) / 2);
            return (int) Math.ceil(need + sixteenths * SIXTEENTH * Math.sqrt(need));
        });
    }

    private ReplicaPath path(IntUnaryOperator replicas) {
        return new ReplicaPath(
                work.blockSeconds(),
                blocks,
                block -> Math.max(cluster.minReplicas(), Math.min(cluster.maxReplicas(), replicas.applyAsInt(block))));
    }
}
