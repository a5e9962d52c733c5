// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in policies ({@code 800ms}, {@code 1.5s}, {@code 2m}, {@code 1h}, {@code 7d}) and as seconds. */
public final class Durations {
    /** The form that {@link #parse} accepts, for messages. */
    public static final String FORM = "a duration such as 800ms, 1.5s, 2m or 1h";

    /** Milliseconds in a second. */
    public static final double MILLIS = 1e3;

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(us|ms|s|m|h|d)");

    private static final BigDecimal MOST_NANOS =
            BigDecimal.valueOf(Duration.ofDays(366).toNanos());

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @return empty when the text is not of the form {@link #FORM}
     */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanosOf(matcher.group(2))));
        // Longer than any request, window or pod lives; and far from where arithmetic on nanoseconds overflows.
        return nanos.compareTo(MOST_NANOS) > 0
                ? Optional.empty()
                : Optional.of(
                        Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    /** Writes a duration the way {@link #parse} reads it, in the largest of s, ms and us that needs no fraction. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % 1_000_000_000 == 0) {
            return nanos / 1_000_000_000 + "s";
        }
        return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000 + "us";
    }

    /** The same in seconds, to the millisecond. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    /**
     * A duration of {@code seconds}, to the millisecond.
     *
     * @param seconds finite; a negative one makes a negative duration
     */
    public static Duration ofSeconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS));
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
    }
}
