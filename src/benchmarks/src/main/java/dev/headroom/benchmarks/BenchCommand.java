// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import dev.headroom.benchmarks.answers.AnswersCommand;
import dev.headroom.benchmarks.engine.EngineCommand;
import dev.headroom.benchmarks.ingest.IngestBenchCommand;
import dev.headroom.benchmarks.planning.PlanningCommand;
import dev.headroom.benchmarks.sidecar.SidecarBenchCommand;
import dev.headroom.benchmarks.soak.SoakCommand;
import dev.headroom.benchmarks.wake.WakeCommand;
import dev.headroom.lab.command.CommandLines;
import dev.headroom.lab.command.HeadroomVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headroom bench}. */
@Command(
        name = "bench",
        description =
                "Measures the service, the sidecar, the simulator, planning and wake-ups on this machine. The service is compared with bare programs; soak runs it for hours.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        subcommands = {
            AnswersCommand.class,
            EngineCommand.class,
            IngestBenchCommand.class,
            PlanningCommand.class,
            SidecarBenchCommand.class,
            SoakCommand.class,
            WakeCommand.class
        })
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public BenchCommand() {}

    @Override
    public void run() {
        throw CommandLines.missingCommand(spec.commandLine());
    }
}
