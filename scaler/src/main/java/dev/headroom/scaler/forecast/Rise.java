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

    /** Slope and its standard error, in requests per second and second. */
    private record Slope(double slope, double error) {
        static Slope through(List<Sight> sights) {
            Sight newest = sights.get(sights.size() - 1);
            double middle = 0;
            double mean = 0;
            for (Sight sight : sights) {
                middle += seconds(sight, newest) / sights.size();
                mean += sight.perSecond() / sights.size();
            }
            double squares = 0;
            double products = 0;
            for (Sight sight : sights) {
                double off = seconds(sight, newest) - middle;
                squares += off * off;
                products += off * sight.perSecond();
            }
            double noise = newest.noise(mean);
            return squares > 0
                    ? new Slope(products / squares, Math.sqrt(noise / squares))
                    : new Slope(0, Double.POSITIVE_INFINITY);
        }

        private static double seconds(Sight sight, Sight newest) {
            return -Sight.secondsOf(Duration.between(sight.at(), newest.at()));
        }

        boolean risesBy(double errors) {
            return slope > errors * error;
        }
    }

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
        int half = sights.size() / 2;
        Slope whole = Slope.through(sights);
        boolean lasting = whole.risesBy(SIGNIFICANT)
                && Slope.through(sights.subList(0, half)).risesBy(OF_HALF)
                && Slope.through(sights.subList(half, sights.size())).risesBy(OF_HALF);
        if (!lasting) {
            return OptionalDouble.empty();
        }
        double now = sights.get(sights.size() - 1).windowPerSecond();
        double brings = GOES_ON * (whole.slope() - whole.error()) * secondsAhead;
        return OptionalDouble.of(Math.min(MOST_GROWTH * now, now + brings));
    }
}
