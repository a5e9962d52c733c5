// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Expects what earlier days did from the same time on: the level of now times the ratio in which their rates changed between this time
 * and the horizon's. Where they were silent at this time, the difference stands for the ratio.
 */
final class SameTime implements Contender {
    /** A minute's rate alone is noisy; so many on each side are averaged with it. */
    private static final int MINUTES_AROUND = 2;
    /** A day counts this much less than the one after it. */
    private static final double FADING = 0.8;
    /** Beyond, the change is a beginning or an end rather than a ratio. */
    private static final double LARGEST_RATIO = 5;

    private final String method;
    private final int[] daysAgo;
    private final LocalLevel level;
    private @Nullable Instant at;

    /**
     * Knows nothing yet.
     *
     * @param method word for it
     * @param level where the rate is now; observed by its owner
     * @param daysAgo which days to look at, newest first
     */
    SameTime(String method, LocalLevel level, int... daysAgo) {
        this.method = method;
        this.level = level;
        this.daysAgo = daysAgo.clone();
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public void observe(Sight sight) {
        at = sight.at();
    }

    @Override
    public Optional<Outlook> at(double secondsAhead, RateHistory history) {
        Optional<Outlook> now = level.at(0, history);
        if (at == null || now.isEmpty() || history.days().size() < 2) {
            return Optional.empty();
        }
        // The level is centred half a step before the end; that is within the minutes that are averaged.
        Instant then = at.plusMillis(Math.round(secondsAhead * 1e3));
        double perSecond = now.get().perSecond();
        double weights = 0;
        double sum = 0;
        double squares = 0;
        double weight = 1;
        int days = 0;
        for (int ago : daysAgo) {
            Duration back = Duration.ofDays(ago);
            OptionalDouble from = around(history, at.minus(back));
            OptionalDouble to = around(history, then.minus(back));
            if (from.isPresent() && to.isPresent()) {
                double expected = moved(perSecond, from.getAsDouble(), to.getAsDouble());
                weights += weight;
                sum += weight * expected;
                squares += weight * expected * expected;
                days++;
            }
            weight *= FADING;
        }
        if (days == 0) {
            return Optional.empty();
        }
        double mean = sum / weights;
        double spread = days > 1 ? Math.max(0, squares / weights - mean * mean) * days / (days - 1) : 0;
        double known = level.at(secondsAhead, history).orElseThrow().error();
        // Days that happen to agree do not make the next one certain.
        return Optional.of(Outlook.of(
                mean, spread + Math.max(known * known / 4, square(now.get().error()))));
    }

    private static double moved(double perSecond, double from, double to) {
        boolean ratio = from > 0 && to <= LARGEST_RATIO * from && perSecond <= LARGEST_RATIO * from;
        return ratio ? perSecond * to / from : Math.max(0, perSecond + to - from);
    }

    private static OptionalDouble around(RateHistory history, Instant instant) {
        double sum = 0;
        int known = 0;
        for (int minute = -MINUTES_AROUND; minute <= MINUTES_AROUND; minute++) {
            OptionalDouble rate = history.at(instant.plusSeconds(60L * minute));
            if (rate.isPresent()) {
                sum += rate.getAsDouble();
                known++;
            }
        }
        return known > MINUTES_AROUND ? OptionalDouble.of(sum / known) : OptionalDouble.empty();
    }

    private static double square(double value) {
        return value * value;
    }
}
