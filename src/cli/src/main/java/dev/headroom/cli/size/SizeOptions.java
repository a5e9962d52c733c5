// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the text of options into values. What is wrong ends the reading with one sentence, a {@link BadInputException}. */
final class SizeOptions {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,12})?");
    private static final Pattern OBJECTIVE = Pattern.compile("([a-z0-9]+):p([0-9]{1,2}(?:\\.[0-9]{1,6})?):([^:]+)");
    private static final double MOST_CONCURRENCY = 1_000_000;

    private SizeOptions() {}

    static double positive(String option, String text) {
        return number(option, text, "a number above 0", value -> value > 0);
    }

    static double notNegative(String option, String text) {
        return number(option, text, "a number of 0 or more", value -> value >= 0);
    }

    static OptionalDouble optionalCost(String option, String text) {
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(notNegative(option, text));
    }

    static OptionalInt optionalCeiling(String option, String text) {
        return text.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) number(
                        option,
                        text,
                        "a whole number of 1 or more",
                        value -> value >= 1 && value == Math.rint(value) && value <= MOST_CONCURRENCY));
    }

    static TrafficShape.Arrivals arrivals(String option, String text) {
        return Arrays.stream(TrafficShape.Arrivals.values())
                .filter(arrivals -> arrivals.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new BadInputException(option + " must be steady or poisson, was '" + text + "'"));
    }

    static boolean isJson(String option, String text) {
        if (!List.of("table", "json").contains(text)) {
            throw new BadInputException(option + " must be table or json, was '" + text + "'");
        }
        return text.equals("json");
    }

    static Objective objective(String option, String text) {
        Matcher matcher = OBJECTIVE.matcher(text);
        if (matcher.matches()) {
            Optional<Signal> signal = Arrays.stream(Signal.values())
                    .filter(known -> known.word().equals(matcher.group(1)))
                    .findFirst();
            double percentile = Double.parseDouble(matcher.group(2));
            Optional<Duration> atMost = Durations.parse(matcher.group(3)).filter(duration -> !duration.isZero());
            if (signal.isPresent() && percentile > 0 && atMost.isPresent()) {
                return new Objective(signal.get(), percentile, atMost.get());
            }
        }
        throw new BadInputException(option
                + " must be SIGNAL:pPERCENTILE:DURATION such as e2e:p95:5s, with ttft, itl or e2e, was '" + text + "'");
    }

    static ServingProfile profile(String option, String text) {
        if (text.isEmpty()) {
            throw new BadInputException(option + " is missing: the file of a serving profile");
        }
        Parsed<ServingProfile> parsed = ServingProfileReader.read(read(option, text), new DocumentName("file", text));
        if (parsed instanceof Parsed.Valid<ServingProfile> valid) {
            return valid.value();
        }
        throw new BadInputException(
                "serving profile '" + text + "': " + parsed.fold(valid -> "", Parsed.Invalid::sentence));
    }

    private static String read(String option, String text) {
        try {
            Path file = Path.of(text);
            if (!Files.isRegularFile(file)) {
                throw new BadInputException(option + " must be a file, and there is none at '" + text + "'");
            }
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw new BadInputException(option + " must be UTF-8 text, which '" + text + "' is not");
        } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
            throw new BadInputException(option + " cannot be read from '" + text + "': " + unreadable.getMessage());
        }
    }

    private static double number(String option, String text, String rule, DoublePredicate allowed) {
        if (text.isEmpty()) {
            throw new BadInputException(option + " is missing: " + rule);
        }
        if (!NUMBER.matcher(text).matches() || !allowed.test(Double.parseDouble(text))) {
            throw new BadInputException(option + " must be " + rule + ", was '" + text + "'");
        }
        return Double.parseDouble(text);
    }
}
