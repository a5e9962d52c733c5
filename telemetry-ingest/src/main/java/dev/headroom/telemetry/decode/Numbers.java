// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads numbers leniently: sources send the same quantity as int, double or numeric string. A value that is not a number is absent. A value
 * too large for its type becomes the largest, so that validation sees it and rejects it.
 */
final class Numbers {
    private static final double NANOS_PER_SECOND = 1e9;

    private Numbers() {}

    static OptionalInt count(AnyValue value) {
        if (value.hasIntValue()) {
            return OptionalInt.of(saturated(value.getIntValue()));
        }
        OptionalDouble number = number(value);
        // The cast saturates.
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    static Optional<Duration> seconds(AnyValue value) {
        OptionalDouble number = number(value);
        return number.isPresent() ? seconds(number.getAsDouble()) : Optional.empty();
    }

    /** Empty for NaN and the infinities; saturated at 292 years. */
    static Optional<Duration> seconds(double seconds) {
        return Double.isFinite(seconds)
                ? Optional.of(Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND)))
                : Optional.empty();
    }

    private static OptionalDouble number(AnyValue value) {
        return switch (value.getValueCase()) {
            case INT_VALUE -> OptionalDouble.of((double) value.getIntValue());
            case DOUBLE_VALUE -> finite(value.getDoubleValue());
            case STRING_VALUE -> parsed(value.getStringValue());
            default -> OptionalDouble.empty();
        };
    }

    /** Empty for text that is not a number, and for NaN and the infinities. */
    static OptionalDouble parsed(String text) {
        try {
            return finite(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble finite(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    static int saturated(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
