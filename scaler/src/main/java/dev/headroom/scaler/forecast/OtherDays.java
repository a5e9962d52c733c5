// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How high the rate may rise within the lead time, as the same hours of other days suggest. That counts only once it is proven: on
 * the last day, to be ready for the higher of both rates must have been better than to be ready for the rise of the last hours.
 */
final class OtherDays {
    static final Duration JUDGED_EVERY = Duration.ofMinutes(15);

    /** Other days that are looked at. */
    private static final int DAYS = 3;

    private static final int DAY_MINUTES = 1440;

    /** The same hour of another day is an hour early or late by a few minutes. */
    private static final int LEEWAY_MINUTES = 5;

    /** The loss must be smaller by this share before other days count. */
    private static final double CLEARLY_BETTER = 0.05;

    /** One moment in this number of minutes of the last day is judged. */
    private static final int STRIDE_MINUTES = 10;

    private final double[] minutes;
    private final Instant end;
    private final boolean proven;

    private OtherDays(double[] minutes, Instant end, boolean proven) {
        this.minutes = minutes;
        this.end = end;
        this.proven = proven;
    }

    /** Whether being ready for it would have been better on the last day. */
    boolean proven() {
        return proven;
    }

    /**
     * Judges other days; empty while none is known.
     *
     * @param ahead minutes within the lead time; at least 1
     */
    static Optional<OtherDays> judged(RateHistory history, Instant now, int ahead) {
        double[] minutes = history.newest(now, DAYS * DAY_MINUTES + DAY_MINUTES);
        int first = 0;
        while (first < minutes.length && Double.isNaN(minutes[first])) {
            first++;
        }
        if (minutes.length - first < DAY_MINUTES) {
            return Optional.empty();
        }
        return Optional.of(new OtherDays(minutes, now, isBetter(minutes, ahead)));
    }

    /**
     * The highest rate that is expected from {@code now} until {@code ahead} minutes later; empty where other days do not show it.
     *
     * @param level requests per second now
     */
    OptionalDouble highestWithin(Instant now, int ahead, double level) {
        int passed = (int) Duration.between(end, now).toMinutes();
        return expected(minutes, minutes.length + passed, ahead, level);
    }

    /** Rates of other days around the same minute over those just before it, times the rate now; the mean of the days. */
    private static OptionalDouble expected(double[] minutes, int at, int ahead, double level) {
        double sum = 0;
        int days = 0;
        for (int day = 1; day <= DAYS; day++) {
            int same = at - day * DAY_MINUTES;
            if (same < LEEWAY_MINUTES || same + ahead + LEEWAY_MINUTES >= minutes.length) {
                continue;
            }
            double before = mean(minutes, same - LEEWAY_MINUTES, same + LEEWAY_MINUTES);
            double highest = ShortTermTrend.highest(minutes, same, same + ahead);
            if (before > 0 && !Double.isNaN(highest)) {
                sum += highest / before;
                days++;
            }
        }
        return days == 0 ? OptionalDouble.empty() : OptionalDouble.of(level * sum / days);
    }

    private static double mean(double[] minutes, int from, int to) {
        return Arrays.stream(minutes, from, to + 1)
                .filter(rate -> !Double.isNaN(rate))
                .average()
                .orElse(0);
    }

    /** Compares pinball losses at the quantile of the rise over the last day. */
    private static boolean isBetter(double[] minutes, int ahead) {
        double alone = 0;
        double withOthers = 0;
        int judged = 0;
        for (int at = minutes.length - DAY_MINUTES; at + ahead < minutes.length; at += STRIDE_MINUTES) {
            double actual = ShortTermTrend.highest(minutes, at + 1, at + ahead);
            OptionalDouble expected = expected(minutes, at, ahead, minutes[at]);
            if (Double.isNaN(minutes[at]) || Double.isNaN(actual) || expected.isEmpty()) {
                continue;
            }
            double[] past =
                    Arrays.copyOfRange(minutes, Math.max(0, at - ShortTermTrend.MEMORY_MINUTES - ahead), at + 1);
            double ready = minutes[at] + ShortTermTrend.of(past, ahead).from(minutes[at]);
            alone += loss(actual, ready);
            withOthers += loss(actual, Math.max(ready, expected.getAsDouble()));
            judged++;
        }
        return judged > 0 && withOthers < (1 - CLEARLY_BETTER) * alone;
    }

    /** Pinball loss: a shortfall costs {@code QUANTILE}, an excess the rest. */
    private static double loss(double actual, double ready) {
        return actual > ready
                ? ShortTermTrend.QUANTILE * (actual - ready)
                : (1 - ShortTermTrend.QUANTILE) * (ready - actual);
    }
}
