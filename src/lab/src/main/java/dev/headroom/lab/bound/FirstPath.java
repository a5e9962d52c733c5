// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.Cluster;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * A path that keeps the goal, to begin with: square-root staffing (the work of each block and a multiple of its root, as Halfin and
 * Whitt found for queues of many servers) with the least multiple that keeps it; or a constant number where that is cheaper.
 */
final class FirstPath {
    /** Multiples of the root are tried in eighths. */
    private static final double STEP = 1.0 / 8;
    /** A multiple of one is where a search begins: 84 % of Poisson's numbers lie below. */
    private static final int FIRST_STEPS = 8;
    /** A multiple of 8 is more than any chance; what still fails is short of replicas. */
    private static final int MOST_STEPS = 64;

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
        int bad = -1;
        int good = FIRST_STEPS;
        Optional<ReplicaPath> path = kept(staffed(good));
        while (path.isEmpty() && good < MOST_STEPS) {
            bad = good;
            good = 2 * good;
            path = kept(staffed(good));
        }
        if (path.isEmpty()) {
            return lowest(cluster.minReplicas() - 1, cluster.maxReplicas(), this::constant, Optional.empty());
        }
        return lowest(bad, good, this::staffed, path).map(this::orConstant);
    }

    /** Only what is cheaper is tried. */
    private ReplicaPath orConstant(ReplicaPath path) {
        double cost = trials.nodeSeconds(path);
        int cheaper = cluster.maxReplicas();
        while (cheaper > cluster.minReplicas() && trials.nodeSeconds(constant(cheaper)) >= cost) {
            cheaper--;
        }
        return trials.nodeSeconds(constant(cheaper)) >= cost
                ? path
                : lowest(cluster.minReplicas() - 1, cheaper, this::constant, Optional.empty())
                        .orElse(path);
    }

    /**
     * The first number from which on the path keeps the goal; more replicas are taken to keep it, too.
     *
     * @param tooFew does not keep it
     * @param most is tried where {@code found} does not say that it does
     */
    private Optional<ReplicaPath> lowest(
            int tooFew, int most, IntFunction<ReplicaPath> pathOf, Optional<ReplicaPath> found) {
        int bad = tooFew;
        int good = most;
        Optional<ReplicaPath> best = found.or(() -> kept(pathOf.apply(most)));
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

    private ReplicaPath constant(int replicas) {
        return path(block -> replicas);
    }

    private ReplicaPath staffed(int steps) {
        return path(block -> {
            // Answers last into the next block: what came in the one before may still be there.
            double before = block == 0 ? 0 : work.replicasInBlock(block - 1);
            double need = Math.max(work.replicasInBlock(block), (work.replicasInBlock(block) + before) / 2);
            return (int) Math.ceil(need + steps * STEP * Math.sqrt(need));
        });
    }

    private ReplicaPath path(IntUnaryOperator replicas) {
        return new ReplicaPath(
                work.blockSeconds(),
                blocks,
                block -> Math.max(cluster.minReplicas(), Math.min(cluster.maxReplicas(), replicas.applyAsInt(block))));
    }
}
