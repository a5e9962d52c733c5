// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.lab.HeadroomVersion;
import dev.headroom.lab.traffic.BadTraceException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom shadow}. Exit code 0 when it was run, 2 when an option or file is wrong. */
@Command(
        name = "shadow",
        description = {
            "What the planner would have answered over recorded telemetry, turn by turn, and why.",
            "Nobody acts on the answers: the recorded fleet stays what it was."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class ShadowCommand implements Callable<Integer> {
    @Mixin
    private final ShadowOptions options = new ShadowOptions();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "table, or json with one object a line for each turn. Default: table.")
    private String output = "table";

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Also draws it: FILE.svg, or FILE.html with every change and its reason.")
    private @Nullable Path picture;

    @Option(names = "--all", description = "A line for each turn, not only for changes and minutes.")
    private boolean all;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Filled by picocli. */
    public ShadowCommand() {}

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        try {
            if (!List.of("table", "json").contains(output)) {
                throw new BadShadowException("--output must be table or json, was '" + output + "'");
            }
            Optional<ShadowDrawing> drawing = Optional.ofNullable(picture).map(ShadowDrawing::to);
            ShadowRun run = new Shadow(options.request()).run();
            drawing.ifPresent(to -> to.write(run));
            print(run, commandLine.getOut());
            return CommandLine.ExitCode.OK;
        } catch (BadShadowException | BadTraceException bad) {
            throw new ParameterException(commandLine, String.valueOf(bad.getMessage()), bad);
        }
    }

    private void print(ShadowRun run, PrintWriter out) {
        if (output.equals("json")) {
            run.turns().forEach(turn -> out.println(ShadowJson.of(turn)));
        } else {
            out.println(ShadowTable.of(run, all));
        }
        out.flush();
    }
}
