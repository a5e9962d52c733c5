// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads the file of a serving profile, and the lengths of requests that it was measured with. */
public final class GivenProfile {
    private GivenProfile() {}

    /**
     * The serving profile of a file that a person names.
     *
     * @param parameter that names the file
     */
    public static ServingProfile read(String parameter, Path file) {
        return ServingProfileReader.read(InputFile.text(parameter, file), new DocumentName("file", file.toString()))
                .fold(Parsed.Valid::value, invalid -> {
                    throw new BadInputException("serving profile '" + file + "': " + invalid.sentence());
                });
    }

    /** The lengths that are given, else those of the profile's table. */
    static StatedLengths lengths(ServingProfile profile, @Nullable Double inputTokens, @Nullable Double outputTokens) {
        Optional<Performance.MeasuredTable> table = profile.performance().fold(Optional::of, steps -> Optional.empty());
        double input = tokens("--input-tokens", inputTokens, table.map(Performance.MeasuredTable::inputTokens));
        double output = tokens("--output-tokens", outputTokens, table.map(Performance.MeasuredTable::outputTokens));
        BadInputException.unless(input >= 0, "--input-tokens must be 0 or more, was " + input);
        BadInputException.unless(output > 0, "--output-tokens must be above 0, was " + output);
        return new StatedLengths(OptionalDouble.of(input), OptionalDouble.of(output));
    }

    /** The same percentile, which is one. */
    static double percentile(double percentile) {
        BadInputException.unless(
                percentile > 0 && percentile < 100, "--percentile must be above 0 and below 100, was " + percentile);
        return percentile;
    }

    private static double tokens(String option, @Nullable Double given, Optional<Double> measured) {
        return Optional.ofNullable(given)
                .or(() -> measured)
                .orElseThrow(() -> new BadInputException(
                        option + " is missing: the profile has no table, so it says nothing about lengths"));
    }
}
