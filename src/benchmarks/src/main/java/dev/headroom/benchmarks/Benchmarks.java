// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import dev.headroom.lab.command.CommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Entry of the launcher for {@code headroom bench}. */
@Command(
        name = "headroom",
        subcommands = {BenchCommand.class, HelpCommand.class})
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new Benchmarks());
    }
}
