// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.episode.Blocks;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.EpisodeTally;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.policy.StaticReplicas;
import dev.headroom.lab.traffic.RequestList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds a day's {@link Staircase}: half hour by half hour with the five minutes before it, a fleet that stands still, from the answer
 * of the half hour before on. Where not even the most replicas keep the promise, the fewest that miss no more than those do. Works
 * on several half hours at once.
 */
public final class StaircaseSearch {
    private static final int BEFORE_SECONDS = 300;
    /** Neighbours begin from each other's answers; so many in a row are one thread's. */
    private static final int IN_A_ROW = 8;

    private final Episode day;
    private final DayLoad load;
    private final Goal goal;
    private final double ratePerReplica;
    private final EpisodeRunner runner = new EpisodeRunner();

    /**
     * For a day.
     *
     * @param day what serves it; its arrivals are not looked at
     * @param load its requests; the scored ones count
     * @param goal the promised shares
     * @param ratePerReplica where the search begins, requests/s; above 0
     */
    public StaircaseSearch(Episode day, DayLoad load, Goal goal, double ratePerReplica) {
        if (!(ratePerReplica > 0)) {
            throw new IllegalArgumentException("ratePerReplica must be above 0, was " + ratePerReplica);
        }
        this.day = day;
        this.load = load;
        this.goal = goal;
        this.ratePerReplica = ratePerReplica;
    }

    /** Searches. */
    public Staircase run() {
        List<List<Integer>> found = rows(StaircaseSearch::steps);
        return Staircase.of(found.stream().flatMap(List::stream).toList(), load.scoredSeconds());
    }

    /** The highest step alone: half hours that the most so far is enough for are not searched. */
    public int most() {
        AtomicInteger most = new AtomicInteger();
        rows(halves -> {
            halves.stream()
                    .sorted(Comparator.comparingLong((HalfHour half) -> half.requests)
                            .reversed())
                    .forEach(half -> raise(most, half));
            return List.of();
        });
        return most.get();
    }

    private static void raise(AtomicInteger most, HalfHour half) {
        int known = most.get();
        if (known == 0 || !half.kept(known)) {
            int needed = half.fewest(known == 0 ? half.byRate() : known + 1);
            most.accumulateAndGet(needed, Math::max);
        }
    }

    private static List<Integer> steps(List<HalfHour> halves) {
        List<Integer> steps = new ArrayList<>();
        int guess = 0;
        for (HalfHour half : halves) {
            guess = half.fewest(guess == 0 ? half.byRate() : guess);
            steps.add(guess);
        }
        return steps;
    }

    private List<List<Integer>> rows(Function<List<HalfHour>, List<Integer>> search) {
        int scored = load.scoredSeconds();
        int blocks = (scored + DayFigures.BLOCK_SECONDS - 1) / DayFigures.BLOCK_SECONDS;
        int rows = (blocks + IN_A_ROW - 1) / IN_A_ROW;
        return IntStream.range(0, rows)
                .parallel()
                .mapToObj(row -> search.apply(row(row * IN_A_ROW, Math.min(blocks, (row + 1) * IN_A_ROW))))
                .toList();
    }

    private List<HalfHour> row(int fromBlock, int toBlock) {
        int from = load.livedSeconds() + fromBlock * DayFigures.BLOCK_SECONDS;
        int begin = Math.max(0, from - BEFORE_SECONDS);
        int end = Math.min(
                load.livedSeconds() + load.scoredSeconds(), load.livedSeconds() + toBlock * DayFigures.BLOCK_SECONDS);
        RequestList traffic = load.window(begin, end);
        List<HalfHour> halves = new ArrayList<>();
        for (int block = fromBlock; block < toBlock; block++) {
            int first = from + (block - fromBlock) * DayFigures.BLOCK_SECONDS;
            halves.add(new HalfHour(traffic, first - begin, Math.min(end, first + DayFigures.BLOCK_SECONDS) - begin));
        }
        return halves;
    }

    private final class HalfHour {
        private final RequestList traffic;
        private final int warmUp;
        private final int seconds;
        private final long requests;
        /** A part of the allowed misses that is used up: what is kept stays within it. */
        private double mostUsed = 1;

        HalfHour(RequestList row, int from, int to) {
            int begin = Math.max(0, from - BEFORE_SECONDS);
            this.warmUp = from - begin;
            this.seconds = to - from;
            this.traffic = row.window(begin, to);
            this.requests = traffic.window(warmUp, warmUp + seconds).size();
        }

        int byRate() {
            return within((int) Math.ceil((double) requests / seconds / ratePerReplica));
        }

        int fewest(int guess) {
            int least = Math.max(1, day.cluster().minReplicas());
            if (requests == 0) {
                return least;
            }
            int most = day.cluster().maxReplicas();
            int found = bisected(guess, least, most);
            if (found <= most) {
                return found;
            }
            mostUsed = goal.used(tally(most, false).misses(), requests);
            return Math.min(most, bisected(guess, least, most));
        }

        /** One more than the most where not even those are enough. Steps double until both sides are known. */
        private int bisected(int guess, int least, int most) {
            int tooFew = least - 1;
            int enough = most + 1;
            int step = 1;
            int next = Math.max(least, Math.min(most, guess));
            while (tooFew + 1 < enough) {
                if (kept(next)) {
                    enough = next;
                    next = tooFew == least - 1 ? next - step : (tooFew + enough) / 2;
                } else {
                    tooFew = next;
                    next = enough == most + 1 ? next + step : (tooFew + enough) / 2;
                }
                step *= 2;
                next = Math.max(tooFew + 1, Math.min(enough - 1, next));
            }
            return enough;
        }

        private boolean kept(int replicas) {
            EpisodeTally tally = tally(replicas, true);
            return tally.complete() && goal.used(tally.misses(), requests) <= mostUsed;
        }

        private EpisodeTally tally(int replicas, boolean untilTooMany) {
            Span span = new Span(warmUp, seconds, Span.USUAL_DRAIN_SECONDS);
            Episode alone = new Episode(
                    traffic, day.engine(), day.promise(), day.cluster().startingWith(replicas), span, day.seed());
            return runner.scan(
                    alone,
                    new StaticReplicas(replicas),
                    Blocks.of(span.scoredUntil()),
                    misses -> untilTooMany && goal.used(misses, requests) > mostUsed);
        }

        private int within(int replicas) {
            return Math.max(1, Math.min(day.cluster().maxReplicas(), replicas));
        }
    }
}
