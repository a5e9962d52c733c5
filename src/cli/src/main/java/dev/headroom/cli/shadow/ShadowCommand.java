// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.shadow;

import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.shadow.ShadowOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom shadow}. */
@Command(
        name = "shadow",
        description = {
            "What the planner would have answered over recorded telemetry, turn by turn, and why.",
            "The recorded fleet stays as it was: no answer is acted on."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the planner was run", "2:an option or a file is wrong"})
public final class ShadowCommand implements Callable<Integer> {
    @Mixin
    private final ShadowOptions options = new ShadowOptions();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, or json with one object a line for each turn (default: ${DEFAULT-VALUE}).")
    private OutputForm output = OutputForm.TABLE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Filled by picocli. */
    public ShadowCommand() {}

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        options.run(output == OutputForm.JSON, commandLine.getOut());
        commandLine.getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
