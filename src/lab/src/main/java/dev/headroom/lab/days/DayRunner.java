// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.episode.Counted;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Misses;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.traffic.Arrival;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs one policy through one day. Any number of threads may share one. */
final class DayRunner {
    private static final int HOUR = 3600;
    /** Whoever does not learn needs no more than its windows filled; the longest forecast here is of an hour. */
    private static final int SHORT_LIFE_SECONDS = 2 * HOUR;
    /** Parameters are chosen on the busiest three hours that were lived, after one more. */
    private static final int TUNED_SECONDS = 3 * HOUR;

    private static final int TUNING_WARM_UP_SECONDS = HOUR;

    private final EpisodeRunner runner = new EpisodeRunner();

    /** The figures of a policy, by its name among {@link DayPolicies}. */
    DayRow run(DayStage stage, String name, Staircase staircase) {
        PolicyVariant variant = DayPolicies.isTuned(name) ? tuned(stage, name) : DayPolicies.fixed(name, stage);
        Episode episode = stage.episode(DayPolicies.learns(name) ? stage.load().livedSeconds() : SHORT_LIFE_SECONDS);
        Counted run = runner.counted(
                episode, variant.maker().make(stage.setUp()), DayFigures.blocksOf(episode.span()), OptionalInt.empty());
        DayFigures figures = DayFigures.of(run, episode, stage.goal(), Optional.of(staircase));
        return new DayRow(
                stage.cell(),
                name,
                variant.variant(),
                episode.span().scoredSeconds(),
                run.outcome().requests().scored(),
                staircase.gpuHours(episode.engine().gpus()),
                figures);
    }

    /** The staircase of a cell's day, to be searched. */
    static StaircaseSearch staircase(DayStage stage) {
        return new StaircaseSearch(
                stage.part(0, new Span(0, 1, 0)),
                stage.load(),
                stage.goal(),
                stage.setUp().replica().ratePerSecond());
    }

    /** The cheapest that keeps the promise; else the one that misses it by the least. */
    private PolicyVariant tuned(DayStage stage, String name) {
        Episode busiest = busiest(stage);
        PolicyVariant best = DayPolicies.grid(name).get(0);
        double bestUsed = Double.POSITIVE_INFINITY;
        double bestHours = Double.POSITIVE_INFINITY;
        for (PolicyVariant tried : DayPolicies.grid(name)) {
            Counted run = runner.counted(
                    busiest,
                    tried.maker().make(stage.setUp()),
                    DayFigures.blocksOf(busiest.span()),
                    OptionalInt.empty());
            double used = used(stage.goal(), run);
            double hours = run.outcome().use().gpuHours();
            boolean bothKeep = used <= 1 && bestUsed <= 1;
            boolean better = bothKeep ? hours < bestHours : used < bestUsed;
            if (better) {
                best = tried;
                bestUsed = used;
                bestHours = hours;
            }
        }
        return best;
    }

    private static double used(Goal goal, Counted run) {
        Misses misses = run.tally().misses();
        return goal.used(misses, run.outcome().requests().scored());
    }

    private static Episode busiest(DayStage stage) {
        int lived = stage.load().livedSeconds();
        int blocks = lived / DayFigures.BLOCK_SECONDS;
        int inARow = TUNED_SECONDS / DayFigures.BLOCK_SECONDS;
        int[] byBlock = new int[blocks + 1];
        for (Iterator<Arrival> all = stage.load().iterator(); all.hasNext(); ) {
            double at = all.next().atSeconds();
            if (at >= lived) {
                break;
            }
            byBlock[(int) (at / DayFigures.BLOCK_SECONDS)]++;
        }
        int best = TUNING_WARM_UP_SECONDS;
        int most = -1;
        for (int block = TUNING_WARM_UP_SECONDS / DayFigures.BLOCK_SECONDS; block + inARow <= blocks; block++) {
            int requests = Arrays.stream(byBlock, block, block + inARow).sum();
            if (requests > most) {
                most = requests;
                best = block * DayFigures.BLOCK_SECONDS;
            }
        }
        int seconds = Math.min(TUNED_SECONDS, lived - best);
        return stage.part(
                best - TUNING_WARM_UP_SECONDS, new Span(TUNING_WARM_UP_SECONDS, seconds, Span.USUAL_DRAIN_SECONDS));
    }
}
