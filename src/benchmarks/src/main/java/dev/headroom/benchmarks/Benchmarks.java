// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import dev.headroom.lab.HeadroomCommand;
import picocli.CommandLine;

/** Entry of the launcher for {@code headroom bench}. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return HeadroomCommand.commandLine(new BenchCommand());
    }
}
