// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab;

import dev.headroom.lab.calibrate.CalibrateCommand;
import dev.headroom.lab.chaos.ChaosCommand;
import dev.headroom.lab.compare.CompareCommand;
import dev.headroom.lab.contest.LabBench;
import dev.headroom.lab.contest.RampCommand;
import dev.headroom.lab.demo.DemoCommand;
import dev.headroom.lab.dump.DumpCommand;
import dev.headroom.lab.dump.RequestsCommand;
import dev.headroom.lab.explain.ExplainCommand;
import dev.headroom.lab.faults.FaultsCommand;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.learning.LearnCommand;
import dev.headroom.lab.replay.ReplayCommand;
import dev.headroom.lab.serve.IngestCommand;
import dev.headroom.lab.serve.ServeCommand;
import dev.headroom.lab.serve.SidecarCommand;
import dev.headroom.lab.shadow.ShadowCommand;
import dev.headroom.lab.simulate.SimulateCommand;
import dev.headroom.lab.size.SizeCommand;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom}: knows its subcommands, and how to say in one sentence what was wrong with a command line. */
@Command(
        name = "headroom",
        description = "Keeps LLM users' latency promises at the lowest GPU cost: a KEDA external scaler.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            IngestCommand.class,
            SidecarCommand.class,
            SizeCommand.class,
            SimulateCommand.class,
            CalibrateCommand.class,
            DumpCommand.class,
            RequestsCommand.class,
            RampCommand.class,
            ExplainCommand.class,
            ShadowCommand.class,
            FaultsCommand.class,
            LearnCommand.class,
            ChaosCommand.class,
            HelpCommand.class
        },
        footer = {"", "Benchmarks of the service are apart: headroom bench --help."})
public final class HeadroomCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public HeadroomCommand() {}

    /**
     * The whole command, ready to execute. Bad usage ends with 2, an unexpected failure with 1; both with one sentence.
     *
     * @param more subcommands that this module does not know of
     */
    public static CommandLine commandLine(Object... more) {
        return with(Stream.concat(
                        Stream.of(
                                new ReplayCommand((policy, policyText, profileText, planEvery, decisions) ->
                                        HeadroomVariants.ofDocuments(policyText, profileText, planEvery, decisions)),
                                new CompareCommand(LabBench::open)),
                        Stream.of(more))
                .toArray());
    }

    /** The same, with just these beside the subcommands that need nothing given. */
    public static CommandLine with(Object... subcommands) {
        CommandLine headroom = new CommandLine(new HeadroomCommand());
        for (Object subcommand : subcommands) {
            headroom.addSubcommand(subcommand);
        }
        return headroom.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(HeadroomCommand::badUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int badUsage(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + problem.getMessage() + " (see '" + name + " --help')");
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) {
        String sentence = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence);
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
