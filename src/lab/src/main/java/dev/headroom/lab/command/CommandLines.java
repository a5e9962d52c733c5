// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.command;

import dev.headroom.lab.file.BadInputException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Makes command lines that say in one sentence what was wrong: exit code 2 for wrong input, 1 for an unexpected failure. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * A command line of this command, ready to execute.
     *
     * @param command annotated for picocli
     */
    public static CommandLine of(Object command) {
        return withSentences(new CommandLine(command));
    }

    /** The same command line, with these sentences and exit codes for each of its subcommands. */
    public static CommandLine withSentences(CommandLine commandLine) {
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, arguments) -> badUsage(problem.getCommandLine(), problem))
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        failure instanceof BadInputException ? badUsage(command, failure) : failed(command, failure));
    }

    private static int badUsage(CommandLine command, Exception problem) {
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + problem.getMessage() + " (see '" + name + " --help')");
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(CommandLine command, Exception failure) {
        String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence);
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** For a command that only has subcommands. */
    public static ParameterException missingCommand(CommandLine commandLine) {
        return new ParameterException(commandLine, "a command is missing");
    }
}
