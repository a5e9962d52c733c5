// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab;

import dev.headroom.lab.calibrate.CalibrateCommand;
import dev.headroom.lab.chaos.ChaosCommand;
import dev.headroom.lab.command.CommandLines;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.compare.CompareCommand;
import dev.headroom.lab.contest.LabBench;
import dev.headroom.lab.contest.RampCommand;
import dev.headroom.lab.faults.FaultsCommand;
import dev.headroom.lab.learning.LearnCommand;
import dev.headroom.lab.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code headroom lab}: what researchers of the planner run. */
@Command(
        name = "lab",
        description =
                "Judges the planner: whole days, faults, chaos, other autoscalers; and makes engines from measurements.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        subcommands = {
            RampCommand.class,
            FaultsCommand.class,
            LearnCommand.class,
            ChaosCommand.class,
            SimulateCommand.class,
            CalibrateCommand.class,
            HelpCommand.class
        })
public final class LabCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private LabCommand() {}

    /** The command with all its subcommands, for a command line above it. */
    public static CommandLine withSubcommands() {
        return with(new CompareCommand(LabBench::open));
    }

    private static CommandLine with(Object... subcommands) {
        CommandLine lab = new CommandLine(new LabCommand());
        for (Object subcommand : subcommands) {
            lab.addSubcommand(subcommand);
        }
        return lab;
    }

    /** The whole command, ready to execute. */
    public static CommandLine commandLine() {
        return commandLine(new CompareCommand(LabBench::open));
    }

    /** The same, with just these beside the subcommands that need nothing given. */
    public static CommandLine commandLine(Object... subcommands) {
        return CommandLines.withSentences(with(subcommands).setCommandName("headroom lab"));
    }

    @Override
    public void run() {
        throw CommandLines.missingCommand(spec.commandLine());
    }
}
