// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.engine.ServedRequest;
import java.util.Arrays;
import java.util.function.Predicate;

/** Counts scored requests and misses by the block of time in which they arrived: all that a search for a path needs. */
final class Scan implements Watcher {
    private final Episode episode;
    private final Blocks blocks;
    private final Predicate<Misses> tooMany;
    private final Misses[] byBlock;
    private final long[] requests;
    private Misses total = Misses.NONE;
    private boolean enough;

    Scan(Episode episode, Blocks blocks, Predicate<Misses> tooMany) {
        this.episode = episode;
        this.blocks = blocks;
        this.tooMany = tooMany;
        int count = blocks.until(episode.span().scoredUntil());
        this.byBlock = new Misses[count];
        Arrays.fill(byBlock, Misses.NONE);
        this.requests = new long[count];
    }

    @Override
    public void arrived(ServedRequest request) {
        if (scores(request)) {
            requests[block(request)]++;
        }
    }

    @Override
    public void ended(ServedRequest request) {
        if (scores(request)) {
            miss(request, Misses.of(request, episode.promise()));
        }
    }

    @Override
    public void unfinished(ServedRequest request) {
        if (scores(request)) {
            miss(request, Misses.ONE_LOST);
        }
    }

    boolean enough() {
        return enough;
    }

    EpisodeTally tally(double gpuHours, int simulatedSeconds, boolean complete) {
        return new EpisodeTally(requests, byBlock, gpuHours, simulatedSeconds, complete);
    }

    private void miss(ServedRequest request, Misses what) {
        if (what.all() > 0) {
            byBlock[block(request)] = byBlock[block(request)].plus(what);
            total = total.plus(what);
            enough = tooMany.test(total);
        }
    }

    private boolean scores(ServedRequest request) {
        return episode.span().scores(request.arrival().atSeconds());
    }

    private int block(ServedRequest request) {
        return blocks.at(request.arrival().atSeconds());
    }
}
