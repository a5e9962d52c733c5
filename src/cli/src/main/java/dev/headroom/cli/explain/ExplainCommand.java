// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom explain}. */
@Command(
        name = "explain",
        description = "Explains a logged decision, recomputes it, and tries another policy.",
        footer = {
            "",
            "Every decision of FILE is made again. Exit code 0 when each gives the same number, 4 when one does not, 2 when"
                    + " an option or a line of FILE is wrong."
        })
public final class ExplainCommand implements Callable<Integer> {
    /** Some decision gives another number than it gave. */
    static final int ANOTHER_NUMBER = 4;

    /** More would hide the rest of the output; all are counted. */
    private static final int MOST_COMPLAINTS = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "A decision log (headroom.decisions.file, or replay --decisions), or one decision from"
                    + " /workloads/NAMESPACE/NAME/decision.")
    private Path file;

    @Option(
            names = "--at",
            paramLabel = "N|last|TIME",
            defaultValue = "last",
            description = "The decision to explain: the N-th, the last, or the last until TIME"
                    + " (default: ${DEFAULT-VALUE}).")
    private String at;

    @Option(
            names = "--workload",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "",
            description = "Looks at decisions about this workload only.")
    private String workload;

    @Option(names = "--policy", paramLabel = "FILE", description = "Also plans with this SLO policy instead.")
    private @Nullable Path policy;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Also plans with another value for this key of the policy, such as replicas.max=12, posture=safe or"
                            + " objectives[0].atMost=800ms. May be repeated.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean asJson;

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        WhatIf whatIf = new WhatIf(
                Optional.ofNullable(policy).map(other -> InputFile.text("--policy", other)), List.copyOf(changes));
        LoggedDecisions log = LoggedDecisions.read(file, Wanted.of(at, workload));
        complain(log.bad(), commandLine.getErr());
        log.newer()
                .ifPresent(schema -> commandLine
                        .getErr()
                        .println("headroom explain: FILE has decisions of schema " + schema
                                + ", and this version knows " + DecisionText.SCHEMA
                                + ": unknown keys are ignored"));
        commandLine.getErr().flush();
        Optional<Decision> otherwise =
                whatIf.isAny() ? log.chosen().map(chosen -> whatIf.of(chosen.decision())) : Optional.empty();
        BadInputException.unless(
                log.chosen().isPresent() || !log.bad().isEmpty(),
                "there is no such decision in '" + file + "', which has " + log.decisions()
                        + (workload.isEmpty() ? "" : " about " + workload));
        String found = asJson ? ExplanationJson.of(log, otherwise) : ExplanationText.of(log, whatIf, otherwise);
        commandLine.getOut().println(found);
        commandLine.getOut().flush();
        if (!log.bad().isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        return log.different().isEmpty() ? CommandLine.ExitCode.OK : ANOTHER_NUMBER;
    }

    private static void complain(List<String> bad, PrintWriter to) {
        bad.stream().limit(MOST_COMPLAINTS).forEach(sentence -> to.println("headroom explain: " + sentence));
        if (!bad.isEmpty()) {
            to.println("headroom explain: " + bad.size() + (bad.size() == 1 ? " line" : " lines")
                    + " of FILE could not be read; all other lines were read");
        }
        to.flush();
    }
}
