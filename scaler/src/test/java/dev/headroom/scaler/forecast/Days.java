// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.DayOfRates;
import dev.headroom.scaler.history.RateHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.IntToDoubleFunction;

/** Days of rates, minute by minute. */
final class Days {
    static final LocalDate FIRST = LocalDate.parse("2026-03-01");

    private Days() {}

    /**
     * So many days up to a minute of the last one.
     *
     * @param rate of each minute since the first midnight; not a number where it was not observed
     */
    static RateHistory until(Instant now, IntToDoubleFunction rate) {
        RateHistory history = RateHistory.NOTHING;
        Instant midnight = at(0, 0);
        long minutes = Duration.between(midnight, now).toMinutes();
        for (int day = 0; (long) day * DayOfRates.MINUTES < minutes; day++) {
            DayOfRates.Builder builder = DayOfRates.builder(FIRST.plusDays(day));
            for (int minute = 0; minute < DayOfRates.MINUTES; minute++) {
                int since = day * DayOfRates.MINUTES + minute;
                if (since < minutes && !Double.isNaN(rate.applyAsDouble(since))) {
                    builder.put(minute, rate.applyAsDouble(since));
                }
            }
            history = history.joined(builder.build());
        }
        return history;
    }

    /** A minute of a day. */
    static Instant at(int day, int minute) {
        return Instant.parse(FIRST + "T00:00:00Z").plus(Duration.ofDays(day)).plus(Duration.ofMinutes(minute));
    }
}
