// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom profile show}. */
@Command(
        name = "show",
        description = "The latencies of one replica, from a tenth of its highest rate to all of it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the profile is valid", "2:an option or the profile is wrong"})
final class ProfileShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "The file of a serving profile.")
    private Path profile = Path.of("");

    @Option(
            names = "--input-tokens",
            paramLabel = "N",
            description = "Prompt tokens of a request. Default: those of the profile's table.")
    private @Nullable Double inputTokens;

    @Option(
            names = "--output-tokens",
            paramLabel = "N",
            description = "Generated tokens of a request. Default: those of the profile's table.")
    private @Nullable Double outputTokens;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            defaultValue = "95",
            description = "Percentile of the latencies (default: ${DEFAULT-VALUE}).")
    private double percentile = 95;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        ServingProfile served = read(profile);
        Optional<Performance.MeasuredTable> table = served.performance().fold(Optional::of, steps -> Optional.empty());
        double input = tokens("--input-tokens", inputTokens, table.map(Performance.MeasuredTable::inputTokens));
        double output = tokens("--output-tokens", outputTokens, table.map(Performance.MeasuredTable::outputTokens));
        require(input >= 0, "--input-tokens must be 0 or more, was " + input);
        require(output > 0, "--output-tokens must be above 0, was " + output);
        require(percentile > 0 && percentile < 100, "--percentile must be above 0 and below 100, was " + percentile);
        commandLine.getOut().println(ProfileCurve.of(served, input, output, percentile));
        commandLine.getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private static double tokens(String option, @Nullable Double given, Optional<Double> measured) {
        return Optional.ofNullable(given)
                .or(() -> measured)
                .orElseThrow(() -> new BadInputException(
                        option + " is missing: the profile has no table, so it says nothing about lengths"));
    }

    private static void require(boolean rule, String sentence) {
        if (!rule) {
            throw new BadInputException(sentence);
        }
    }

    private static ServingProfile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("PROFILE must be a file that exists, was '" + file + "'");
        }
        try {
            Parsed<ServingProfile> parsed =
                    ServingProfileReader.read(Files.readString(file), new DocumentName("file", file.toString()));
            if (parsed instanceof Parsed.Valid<ServingProfile> valid) {
                return valid.value();
            }
            throw new BadInputException(
                    "serving profile '" + file + "': " + parsed.fold(valid -> "", Parsed.Invalid::sentence));
        } catch (IOException unreadable) {
            throw new BadInputException("PROFILE must be UTF-8 text, and '" + file + "' cannot be read", unreadable);
        }
    }
}
