// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.command;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Routing;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Makes command lines that say in one sentence what was wrong: exit code 2 for wrong input, 1 for an unexpected failure. */
public final class CommandLines {
    private static final Pattern OBJECTIVE = Pattern.compile("(ttft|itl|e2e):p([0-9]{1,2}(?:\\.[0-9]{1,6})?):([^:]+)");

    private CommandLines() {}

    /**
     * A command line of this command, ready to execute.
     *
     * @param command annotated for picocli
     */
    public static CommandLine of(Object command) {
        return withSentences(new CommandLine(command));
    }

    /** The same command line, with these sentences, exit codes and types of options for each of its subcommands. */
    public static CommandLine withSentences(CommandLine commandLine) {
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, converter(CommandLines::duration))
                .registerConverter(EngineModel.class, converter(ShippedEngines::named))
                .registerConverter(LeadTimeProfile.class, converter(LeadTimeProfile::named))
                .registerConverter(Objective.class, converter(CommandLines::objective))
                .registerConverter(Routing.class, converter(text -> word(text, Routing.values())))
                .setParameterExceptionHandler((problem, arguments) -> badUsage(problem.getCommandLine(), problem))
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        failure instanceof BadInputException ? badUsage(command, failure) : failed(command, failure));
    }

    /** Reads an option's text by a function that throws one sentence about what is wrong with it. */
    public static <T> ITypeConverter<T> converter(Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException | BadInputException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        };
    }

    /** For a command that only has subcommands. */
    public static ParameterException missingCommand(CommandLine commandLine) {
        return new ParameterException(commandLine, "a command is missing");
    }

    private static Duration duration(String text) {
        return Durations.parse(text)
                .or(() -> isoDuration(text))
                .orElseThrow(() -> new BadInputException("'" + text + "' is not " + Durations.FORM));
    }

    /** As Java writes one, such as {@code PT2M}. */
    private static Optional<Duration> isoDuration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    private static Objective objective(String text) {
        Matcher matcher = OBJECTIVE.matcher(text);
        if (matcher.matches() && Double.parseDouble(matcher.group(2)) > 0) {
            Optional<Duration> atMost = Durations.parse(matcher.group(3)).filter(duration -> !duration.isZero());
            if (atMost.isPresent()) {
                Signal signal = Signal.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
                return new Objective(signal, Double.parseDouble(matcher.group(2)), atMost.get());
            }
        }
        throw new BadInputException(
                "'" + text + "' is not SIGNAL:pPERCENTILE:DURATION such as e2e:p95:5s, with ttft, itl or e2e");
    }

    /** One of some constants whose names are written with small letters and hyphens. */
    private static <E extends Enum<E>> E word(String text, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new BadInputException("'" + text + "' is not one of "
                        + Arrays.stream(constants).map(CommandLines::word).collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int badUsage(CommandLine command, Exception problem) {
        String name = command.getCommandSpec().qualifiedName();
        // Picocli begins its sentences about groups so, and no others.
        String sentence = String.valueOf(problem.getMessage()).replaceFirst("^Error: ", "");
        return say(command, sentence + " (see '" + name + " --help')", CommandLine.ExitCode.USAGE);
    }

    private static int failed(CommandLine command, Exception failure) {
        String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return say(command, sentence, CommandLine.ExitCode.SOFTWARE);
    }

    /** Says a sentence beside what the command prints, under its name; answers the exit code. */
    public static int say(CommandLine command, String sentence, int exitCode) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence);
        command.getErr().flush();
        return exitCode;
    }
}
