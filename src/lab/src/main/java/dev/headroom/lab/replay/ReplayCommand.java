// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.engine.BadEngineException;
import dev.headroom.lab.traffic.BadTraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells what a policy would have done with recorded traffic. Exit code 0 when it was run, 2 when an option or file is wrong. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "What a policy would have done with recorded traffic: attainment, GPU-hours, regret, timeline.",
        exitCodeOnInvalidInput = CommandLine.ExitCode.USAGE)
public final class ReplayCommand implements Callable<Integer> {
    private final Planner planner;

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for result.json, timeline.csv, timeline.svg and timeline.html; made where there is none.")
    private String out = "";

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json. Default: table.")
    private String output = "table";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** With Headroom as this planner makes it. */
    public ReplayCommand(Planner planner) {
        this.planner = planner;
    }

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        try {
            boolean asJson = isJson();
            Replayed replayed = replayed();
            commandLine.getOut().println(asJson ? ReplayJson.of(replayed) : ReplayTable.of(replayed));
            commandLine.getOut().flush();
            return CommandLine.ExitCode.OK;
        } catch (BadReplayException | BadTraceException | BadEngineException bad) {
            // Said in the same form as what picocli itself finds wrong.
            throw new ParameterException(commandLine, bad.getMessage(), bad);
        }
    }

    /** Run, and written down wherever that was asked for. */
    private Replayed replayed() {
        try (DecisionFile decisions = DecisionFile.at(options.decisions())) {
            ReplayRequest request = options.request(planner, decisions);
            List<Path> folder = folder();
            decisions.begin();
            Replayed replayed =
                    new Replay(request, Progress.onTerminal(spec.commandLine().getErr())).run();
            folder.forEach(made -> write(made, replayed));
            return replayed;
        }
    }

    private boolean isJson() {
        if (!List.of("table", "json").contains(output)) {
            throw new BadReplayException("--output must be table or json, was '" + output + "'");
        }
        return output.equals("json");
    }

    /** None or one; made before the run, so that an hour's work is not lost for a misspelt folder. */
    private List<Path> folder() {
        List<Path> folder = new ArrayList<>();
        if (!out.isEmpty()) {
            try {
                folder.add(Files.createDirectories(ReplayFiles.path("--out", out)));
            } catch (IOException impossible) {
                throw new BadReplayException(
                        "--out must be a folder, and none can be made at '" + out + "'", impossible);
            }
        }
        return folder;
    }

    private static void write(Path folder, Replayed replayed) {
        try {
            new ReplayFolder(folder).write(replayed);
        } catch (IOException failure) {
            throw new BadReplayException("--out " + folder + " cannot be written: " + failure.getMessage(), failure);
        }
    }
}
