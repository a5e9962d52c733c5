// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.replay;

import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.replay.ReplayOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        description = "What a policy would have done with recorded traffic: attainment, GPU-hours, regret, timeline.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the replay was run", "2:an option or a file is wrong"})
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", description = OutputForm.DESCRIPTION)
    private OutputForm output = OutputForm.TABLE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Filled by picocli. */
    public ReplayCommand() {}

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        commandLine.getOut().println(options.run(output == OutputForm.JSON, commandLine.getErr()));
        commandLine.getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
