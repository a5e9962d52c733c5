// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The wanted values of a record, by name. Each is kept as text, because sources send the same quantity as a number or as text; the caller
 * chooses the type. A value of another type is absent; a value too large for its type becomes the largest, so that validation sees it.
 * Where several names are asked for, the first present one counts.
 */
final class NamedValues {
    /** No number needs more, and longer text is not worth parsing. */
    private static final int LONGEST_NUMBER = 64;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final Map<String, String> values;

    /** Takes the map over. */
    NamedValues(Map<String, String> values) {
        this.values = values;
    }

    Optional<String> text(String... names) {
        for (String name : names) {
            String text = values.get(name);
            if (text != null && !text.isBlank()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    boolean hasAny(String... names) {
        return text(names).isPresent();
    }

    /** A whole number; empty where it has a fraction. */
    OptionalLong whole(String... names) {
        Optional<String> text = text(names).filter(NamedValues::isShort);
        return text.isPresent() ? whole(text.get().strip()) : OptionalLong.empty();
    }

    OptionalInt count(String... names) {
        OptionalLong whole = whole(names);
        return whole.isPresent() ? OptionalInt.of(Numbers.saturated(whole.getAsLong())) : OptionalInt.empty();
    }

    Optional<Duration> seconds(String... names) {
        OptionalDouble seconds = number(names);
        return seconds.isPresent() ? Numbers.seconds(seconds.getAsDouble()) : Optional.empty();
    }

    Optional<Duration> millis(String... names) {
        OptionalDouble millis = number(names);
        return millis.isPresent() ? Numbers.seconds(millis.getAsDouble() / MILLIS_PER_SECOND) : Optional.empty();
    }

    OptionalDouble number(String... names) {
        Optional<String> text = text(names).filter(NamedValues::isShort);
        return text.isPresent() ? Numbers.parsed(text.get()) : OptionalDouble.empty();
    }

    private static boolean isShort(String text) {
        return text.length() <= LONGEST_NUMBER;
    }

    private static OptionalLong whole(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notThatShape) {
            OptionalDouble number = Numbers.parsed(text);
            // The cast saturates.
            return number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble())
                    ? OptionalLong.of((long) number.getAsDouble())
                    : OptionalLong.empty();
        }
    }
}
