// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli;

import dev.headroom.cli.benchmark.BenchmarkCommand;
import dev.headroom.cli.demo.DemoCommand;
import dev.headroom.cli.doctor.DoctorCommand;
import dev.headroom.cli.dump.DumpCommand;
import dev.headroom.cli.dump.RequestsCommand;
import dev.headroom.cli.explain.ExplainCommand;
import dev.headroom.cli.init.InitCommand;
import dev.headroom.cli.profile.ProfileCommand;
import dev.headroom.cli.report.ReportCommand;
import dev.headroom.cli.serve.IngestCommand;
import dev.headroom.cli.serve.ServeCommand;
import dev.headroom.cli.serve.SidecarCommand;
import dev.headroom.cli.size.SizeCommand;
import dev.headroom.cli.size.check.SizingsCommand;
import dev.headroom.lab.LabCommand;
import dev.headroom.lab.command.CommandLines;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.replay.ReplayCommand;
import dev.headroom.lab.shadow.ShadowCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code headroom}: knows its subcommands. */
@Command(
        name = "headroom",
        description = "Keeps LLM users' latency promises at the lowest GPU cost: a KEDA external scaler.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            IngestCommand.class,
            SidecarCommand.class,
            SizeCommand.class,
            BenchmarkCommand.class,
            ProfileCommand.class,
            DumpCommand.class,
            RequestsCommand.class,
            ReplayCommand.class,
            ShadowCommand.class,
            ExplainCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            InitCommand.class,
            HelpCommand.class
        })
public final class HeadroomCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private HeadroomCommand() {}

    /** The whole command, ready to execute. */
    public static CommandLine commandLine() {
        CommandLine headroom = new CommandLine(new HeadroomCommand())
                .addSubcommand(LabCommand.withSubcommands().addSubcommand(new SizingsCommand()));
        // Not in the annotation, from which every subcommand would have it.
        headroom.getCommandSpec()
                .usageMessage()
                .footer("", "Benchmarks of the service are apart: headroom bench --help.");
        return CommandLines.withSentences(headroom);
    }

    @Override
    public void run() {
        throw CommandLines.missingCommand(spec.commandLine());
    }
}
