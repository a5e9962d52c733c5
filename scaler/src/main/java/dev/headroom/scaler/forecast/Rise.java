// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether the rate is rising right now, beyond chance, and where that leads if it goes on. No contender has to prove anything for it: a
 * rise that is there may go on, and whoever waits for proof is short by all that it brings within a lead time. Least squares through
 * the rates of the last minute and a half, of which both halves rise: a step is of one alone, and over.
 */
final class Rise {
    private static final double SPAN_SECONDS = 100;
    /** A line through fewer rates is chance. */
    private static final int FEWEST = 6;
    /** Standard errors of the slope that are beyond chance, and those of each half. */
    private static final double SIGNIFICANT = 3;

    private static final double OF_HALF = 1.5;
    /** Slopes change: of what the careful slope brings, so much is counted on. */
    private static final double GOES_ON = 0.8;
    /** Nobody grows further than to this multiple within one lead time because of a minute's slope. */
    private static final double MOST_GROWTH = 2.5;

    private final Deque<Sight> past = new ArrayDeque<>();

    void observe(Sight sight) {
        past.add(sight);
        while (Sight.secondsOf(Duration.between(past.element().at(), sight.at())) > SPAN_SECONDS) {
            past.remove();
        }
    }

    void startOver() {
        past.clear();
    }

    /**
     * The rate that a rise leads to, carefully; empty where there is none.
     *
     * @param secondsAhead from the newest rate's middle
     */
    OptionalDouble leadsTo(double secondsAhead) {
        if (past.size() < FEWEST) {
            return OptionalDouble.empty();
        }
        List<Sight> sights = new ArrayList<>(past);
        Sight newest = past.getLast();
        int half = sights.size() / 2;
        RateLine whole = RateLine.through(sights, newest);
        double noise = newest.noise(whole.mean());
        boolean lasting = whole.significance(noise) > SIGNIFICANT
                && RateLine.through(sights.subList(0, half), newest).significance(noise) > OF_HALF
                && RateLine.through(sights.subList(half, sights.size()), newest).significance(noise) > OF_HALF;
        if (!lasting) {
            return OptionalDouble.empty();
        }
        double now = newest.windowPerSecond();
        double perSecond = GOES_ON
                * StepOrSlope.slopeShare(sights, noise)
                * Math.max(0, whole.slope() - whole.error(noise))
                / Math.max(1e-9, now);
        return OptionalDouble.of(now * Math.min(MOST_GROWTH, Math.exp(perSecond * secondsAhead)));
    }
}
