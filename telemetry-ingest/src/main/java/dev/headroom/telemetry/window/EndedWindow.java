// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.sketch.QuantileSketch;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Ended requests, as observers of one kind report them. They are in panes of 10 s for the last 3 minutes and in panes of 60 s for the last
 * 15.
 */
final class EndedWindow {
    static final int FINE_SECONDS = 10;
    private static final int COARSE_SECONDS = 60;
    /** From here back, a stretch grows by coarse panes; between 2 and 3 minutes ago, where a coarse pane starts. */
    private static final int FINE_MINUTES = 2;
    /** 3 min, one pane begun, and 50 s for clocks that are ahead. */
    private static final int FINE_PANES = 24;
    /** 15 min, one pane begun, and 2 min for clocks that are ahead. */
    private static final int COARSE_PANES = 18;

    private final EndedPanes fine = new EndedPanes(FINE_SECONDS, FINE_PANES);
    private final EndedPanes coarse = new EndedPanes(COARSE_SECONDS, COARSE_PANES);

    void add(RequestObservation ended) {
        fine.add(ended);
        coarse.add(ended);
    }

    /** A fine pane lies within one coarse one, so that both can be filled from the gain of the fine one. */
    void addAll(EndedGain gain) {
        gain.byNumber().forEach((number, requests) -> {
            long second = number * FINE_SECONDS;
            fine.addAll(second, requests);
            coarse.addAll(second, requests);
        });
    }

    /** How many ended in the last 15 min. */
    long count(Instant now) {
        return coarse.count(oldestStart(now), now.getEpochSecond());
    }

    Stretch whole(Instant now) {
        return stretch(coarse, oldestStart(now), now);
    }

    QuantileSketch whole(Set<Measure> measures, Instant now) {
        return coarse.pool(measures, oldestStart(now), now.getEpochSecond());
    }

    long endedBetween(Instant from, Instant to) {
        return fine.count(from.getEpochSecond(), to.getEpochSecond() - 1);
    }

    QuantileSketch lastAtLeast(Set<Measure> measures, Duration least, Duration most, int values, Instant end) {
        long earliest = fine.startOf(end.minus(most).getEpochSecond());
        long from = fine.startOf(end.minus(least).getEpochSecond());
        QuantileSketch sketch = fine.pool(measures, from, end.getEpochSecond());
        while (sketch.count() < values && from > earliest) {
            from -= FINE_SECONDS;
            sketch = fine.pool(measures, from, end.getEpochSecond());
        }
        return sketch;
    }

    Stretch lastAtLeast(Duration least, int requests, Instant now) {
        long fineEnd = coarse.startOf(now.getEpochSecond()) - FINE_MINUTES * COARSE_SECONDS;
        long from = fine.startOf(now.minus(least).getEpochSecond());
        Stretch stretch = stretch(fine, from, now);
        while (stretch.requests().ended() < requests && from > fineEnd) {
            from -= FINE_SECONDS;
            stretch = stretch(fine, from, now);
        }
        while (stretch.requests().ended() < requests && from > oldestStart(now)) {
            from -= COARSE_SECONDS;
            stretch = stretch(coarse, from, now);
        }
        return stretch;
    }

    /** The ended requests of a stretch that another window of this kind gave. */
    EndedRequests within(Stretch stretch) {
        long from = stretch.from().getEpochSecond();
        boolean fineEnough = from > coarse.startOf(stretch.to().getEpochSecond()) - FINE_MINUTES * COARSE_SECONDS;
        return (fineEnough ? fine : coarse).pool(from, stretch.to().getEpochSecond());
    }

    long bytes() {
        return fine.bytes() + coarse.bytes();
    }

    private long oldestStart(Instant now) {
        return coarse.startOf(now.minus(WorkloadWindow.SPAN).getEpochSecond());
    }

    private static Stretch stretch(EndedPanes panes, long from, Instant now) {
        return new Stretch(Instant.ofEpochSecond(from), now, panes.pool(from, now.getEpochSecond()));
    }
}
