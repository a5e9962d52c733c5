// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import dev.headroom.lab.file.BadInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.OptionalLong;

/** The option {@code --from}: {@code earliest}, an instant, or how long ago. */
final class StartingMoment {
    private StartingMoment() {}

    /**
     * Unix time in milliseconds; empty for the topics' beginnings.
     *
     * @param text {@code earliest}, {@code 2026-11-24T10:00:00Z}, or a duration before now: {@code 90m}, {@code 1h30m}, {@code 2d}
     * @throws BadInputException with one sentence when it is none of them
     */
    static OptionalLong of(String text, Instant now) {
        String wish = text.strip();
        if (wish.equalsIgnoreCase("earliest")) {
            return OptionalLong.empty();
        }
        try {
            Instant moment = wish.endsWith("Z") || wish.contains("+")
                    ? OffsetDateTime.parse(wish).toInstant()
                    : now.minus(duration(wish));
            BadInputException.unless(!moment.isAfter(now), "--from must not be in the future, was '" + text + "'");
            return OptionalLong.of(moment.toEpochMilli());
        } catch (DateTimeException | ArithmeticException notOne) {
            throw new BadInputException(
                    "--from must be 'earliest', an instant like 2026-11-24T10:00:00Z or a time back like 1h30m, was '"
                            + text + "'",
                    notOne);
        }
    }

    /** As people write it; the days stand before ISO 8601's T. */
    private static Duration duration(String text) {
        String iso = text.toUpperCase(Locale.ROOT);
        if (iso.startsWith("P")) {
            return Duration.parse(iso);
        }
        int days = iso.indexOf('D') + 1;
        String rest = iso.substring(days);
        return Duration.parse("P" + iso.substring(0, days) + (rest.isEmpty() ? "" : "T" + rest));
    }
}
