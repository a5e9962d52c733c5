// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Outcome;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Finds what hindsight would have paid: O1 of the benchmark's protocol. It knows the arrivals, the engine and each pod's lead time,
 * orders ahead, and pays for start-ups like every policy, in the same simulator.
 */
public final class Bounds {
    private static final double SECONDS_PER_HOUR = 3600;

    private final Goal goal;
    private final Effort effort;

    /**
     * A search.
     *
     * @param goal what the path must keep
     * @param effort most that it may cost
     */
    public Bounds(Goal goal, Effort effort) {
        this.goal = goal;
        this.effort = effort;
    }

    /** What the search depends on besides the episode, in words. */
    public String settings() {
        return goal + " " + effort;
    }

    /** The cheapest path that was found; empty where no path within the limits keeps the goal. */
    public Optional<Bound> of(Episode episode) {
        return of(episode, episodes -> {});
    }

    /**
     * The same.
     *
     * @param progress is told how much has been simulated, in lengths of the episode
     */
    public Optional<Bound> of(Episode episode, DoubleConsumer progress) {
        Optional<FluidWork> work = FluidWork.of(episode, goal, effort.blockSeconds());
        if (work.isEmpty()) {
            return Optional.empty();
        }
        PathTrials trials = new PathTrials(episode, goal, progress);
        int blocks = (episode.span().scoredUntil() + effort.blockSeconds() - 1) / effort.blockSeconds();
        return new FirstPath(trials, work.get(), episode.cluster(), blocks)
                .found()
                .map(first -> {
                    GreedyRemoval removal = new GreedyRemoval(
                            trials, work.get(), episode.cluster().minReplicas(), effort.episodes(), first);
                    ReplicaPath cheapest = removal.cheapest();
                    return bound(episode, trials, work.get(), cheapest, removal.ranOut());
                });
    }

    private Bound bound(Episode episode, PathTrials trials, FluidWork work, ReplicaPath path, boolean ranOut) {
        Outcome outcome = new EpisodeRunner().run(episode, trials.orders(path));
        double fluid = work.replicaSeconds(episode, goal) * episode.engine().gpus() / SECONDS_PER_HOUR;
        return new Bound(
                outcome.use().gpuHours(),
                fluid,
                outcome.use().meanReplicas(),
                outcome.attainment(),
                path.blockSeconds(),
                Arrays.stream(path.toArray()).boxed().toList(),
                trials.episodesSimulated(),
                ranOut);
    }
}
