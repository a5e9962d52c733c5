// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark;

import dev.headroom.lab.command.CommandLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headroom benchmark}. */
@Command(
        name = "benchmark",
        description = "Load tests of one replica, for its serving profile.",
        subcommands = {BenchmarkPlanCommand.class, BenchmarkRunCommand.class})
public final class BenchmarkCommand implements Runnable {
    /** Where a plan is written and read, unless an option says otherwise. */
    static final String FOLDER = "benchmark-plan";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Filled by picocli. */
    public BenchmarkCommand() {}

    @Override
    public void run() {
        throw CommandLines.missingCommand(spec.commandLine());
    }
}
