// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.episode.Blocks;
import dev.headroom.lab.episode.Counted;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeTally;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.Attainment;
import java.util.Optional;

/**
 * What became of a policy's day.
 *
 * @param shares of requests within each limit
 * @param kept whether each limit was kept for its promised share of the day's requests
 * @param hoursKept share of the hours with requests in which each was; 1 without any
 * @param gpuHours of the scored seconds
 * @param scaling how restless it was
 * @param above its place above the staircase; empty where there is none
 */
public record DayFigures(
        Attainment shares,
        boolean kept,
        double hoursKept,
        double gpuHours,
        Restlessness scaling,
        Optional<AboveStaircase> above) {
    /** Half an hour: the steps of the staircase, two of which are an hour. */
    public static final int BLOCK_SECONDS = 1800;

    private static final int BLOCKS_AN_HOUR = 2;

    /**
     * Of the scored seconds.
     *
     * @param changes of the number of replicas
     * @param reversals changes against the direction of the one before, within one lead time
     * @param most the largest answer
     * @param started replicas that were added
     */
    public record Restlessness(int changes, int reversals, int most, int started) {}

    /**
     * Against the staircase.
     *
     * @param gpuHours over the staircase's
     * @param overAsk of the answers
     */
    public record AboveStaircase(double gpuHours, OverAsk overAsk) {}

    /** The half hours of an episode; one of them begins with the first scored second. */
    public static Blocks blocksOf(Span span) {
        return new Blocks(BLOCK_SECONDS, (BLOCK_SECONDS - span.warmUpSeconds() % BLOCK_SECONDS) % BLOCK_SECONDS);
    }

    /**
     * Of a run that was counted by {@link #blocksOf} its span.
     *
     * @param goal the promised shares
     * @param staircase of the same day; empty where none was searched
     */
    public static DayFigures of(Counted run, Episode episode, Goal goal, Optional<Staircase> staircase) {
        Span span = episode.span();
        Attainment shares = run.outcome().attainment();
        double gpuHours = run.outcome().use().gpuHours();
        return new DayFigures(
                shares,
                goal.metBy(shares),
                hoursKept(run.tally(), blocksOf(span).at(span.warmUpSeconds()), goal),
                gpuHours,
                new Restlessness(
                        run.outcome().scaling().events(),
                        run.outcome().scaling().reversals(),
                        run.answers().most(span.warmUpSeconds(), span.scoredUntil()),
                        run.started()),
                staircase.map(steps -> new AboveStaircase(
                        gpuHours / steps.gpuHours(episode.engine().gpus()),
                        OverAsk.of(
                                run.answers(),
                                steps,
                                span,
                                episode.cluster().leadTime().p80Seconds()))));
    }

    private static double hoursKept(EpisodeTally tally, int firstBlock, Goal goal) {
        int hours = 0;
        int kept = 0;
        for (int block = firstBlock; block < tally.blocks(); block += BLOCKS_AN_HOUR) {
            int end = Math.min(tally.blocks(), block + BLOCKS_AN_HOUR);
            long requests = tally.requests(block, end);
            if (requests > 0) {
                hours++;
                kept += goal.used(tally.misses(block, end), requests) <= 1 ? 1 : 0;
            }
        }
        return hours == 0 ? 1 : (double) kept / hours;
    }
}
