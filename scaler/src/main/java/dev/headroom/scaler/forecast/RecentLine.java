// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The least-squares line through the rates of the last minutes, where both halves of them rise or fall beyond chance; else the local
 * level. A step is of one half alone. The variance of what a line says at a distance d from the middle of n rates over a span T is
 * noise · (1/n + 12 d² / (n T²)) (Draper and Smith 1998, §1.4); a share of the change is doubted besides, as slopes change.
 */
final class RecentLine implements Contender {
    static final String METHOD = "recent-line";

    private static final double SPAN_SECONDS = 240;
    /** A line through fewer rates is chance. */
    private static final int FEWEST = 8;
    /** Standard errors of the slope that are beyond chance, and those of each half. */
    private static final double SIGNIFICANT = 3;

    private static final double OF_HALF = 1;
    /** Standard deviation of what becomes of a change, in shares of it. */
    private static final double DOUBT = 0.25;

    private final LocalLevel level;
    private final Deque<Sight> past = new ArrayDeque<>();

    /**
     * Knows nothing yet.
     *
     * @param level what is expected where there is no line; observed by its owner
     */
    RecentLine(LocalLevel level) {
        this.level = level;
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public void observe(Sight sight) {
        past.add(sight);
        while (Sight.secondsOf(Duration.between(past.element().at(), sight.at())) >= SPAN_SECONDS) {
            past.remove();
        }
    }

    @Override
    public Optional<Outlook> at(double secondsAhead, RateHistory history) {
        if (past.size() < FEWEST) {
            return level.at(secondsAhead, history);
        }
        List<Sight> sights = List.copyOf(past);
        Sight newest = past.getLast();
        RateLine line = RateLine.through(sights, newest);
        double noise = level.tuning().scale() * newest.noise(line.mean());
        double sign = Math.signum(line.slope());
        int half = sights.size() / 2;
        RateLine earlier = RateLine.through(sights.subList(0, half), newest);
        RateLine later = RateLine.through(sights.subList(half, sights.size()), newest);
        boolean lasting = sign * line.significance(noise) > SIGNIFICANT
                && sign * earlier.significance(noise) > OF_HALF
                && sign * later.significance(noise) > OF_HALF;
        if (!lasting) {
            return level.at(secondsAhead, history);
        }
        double distance = secondsAhead - line.middle();
        double change = line.slope() * secondsAhead;
        double variance =
                noise * (1.0 / line.count() + distance * distance / line.squares()) + DOUBT * DOUBT * change * change;
        return Optional.of(Outlook.of(line.mean() + line.slope() * distance, variance));
    }
}
