// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Rust's {@code Debug} prints them: {@code 1.234567891s}, {@code 12.345678ms}, {@code 450.123µs}, {@code 87ns}. */
final class RustDuration {
    /** The micro sign and the Greek letter look the same; Rust writes the first, and normalised text has the second. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,20}(?:\\.[0-9]{1,9})?)(ns|\u00B5s|\u03BCs|us|ms|s)");

    private static final Map<String, Double> PER_SECOND =
            Map.of("ns", 1e9, "\u00B5s", 1e6, "\u03BCs", 1e6, "us", 1e6, "ms", 1e3, "s", 1.0);

    private RustDuration() {}

    /** Empty for whatever else. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Numbers.seconds(Double.parseDouble(matcher.group(1)) / PER_SECOND.getOrDefault(matcher.group(2), 1.0))
                : Optional.empty();
    }
}
