// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
        description = "Why a plan was what it was: a logged decision in words, made again, and under another policy.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        footer = {
            "",
            "Every decision of FILE is made again. Exit code 0 when each gives the same number, 4 when one does not, 2 when"
                    + " an option or a line of FILE is wrong."
        })
public final class ExplainCommand implements Callable<Integer> {
    /** Some decision gives another number than it gave. */
    static final int ANOTHER_NUMBER = 4;

    /** More than anybody reads; all are counted. */
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
            description = "Which decision to explain: the N-th, the last, or the last until TIME"
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
            description = "Also plans with this key of the policy otherwise, such as replicas.max=12, posture=safe or"
                    + " objectives[0].atMost=800ms. May be repeated.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean asJson;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public ExplainCommand() {}

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        WhatIf whatIf = new WhatIf(Optional.ofNullable(policy).map(ExplainCommand::text), changes);
        Findings findings = Findings.in(existing(file, "FILE"), Wanted.of(at, workload));
        complain(findings.bad(), commandLine.getErr());
        findings.newer()
                .ifPresent(schema -> commandLine
                        .getErr()
                        .println("headroom explain: FILE has decisions of schema " + schema
                                + ", and this version knows " + DecisionText.SCHEMA
                                + ": what it does not know is left out"));
        commandLine.getErr().flush();
        Optional<Decision> otherwise =
                whatIf.isAny() ? findings.chosen().map(chosen -> whatIf.of(chosen.decision())) : Optional.empty();
        if (findings.chosen().isEmpty() && findings.bad().isEmpty()) {
            throw new BadInputException("there is no such decision in '" + file + "', which has " + findings.decisions()
                    + (workload.isEmpty() ? "" : " about " + workload));
        }
        commandLine
                .getOut()
                .println(
                        asJson
                                ? ExplanationJson.of(findings, otherwise)
                                : ExplanationText.of(findings, whatIf, otherwise));
        commandLine.getOut().flush();
        return exitCode(findings);
    }

    private static void complain(List<String> bad, PrintWriter to) {
        bad.stream().limit(MOST_COMPLAINTS).forEach(sentence -> to.println("headroom explain: " + sentence));
        if (!bad.isEmpty()) {
            to.println("headroom explain: " + bad.size() + (bad.size() == 1 ? " line" : " lines")
                    + " of FILE could not be read, the rest was");
        }
    }

    private static int exitCode(Findings findings) {
        if (!findings.bad().isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        return findings.different().isEmpty() ? CommandLine.ExitCode.OK : ANOTHER_NUMBER;
    }

    private static Path existing(Path file, String option) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(option + " must be a file, and there is none at '" + file + "'");
        }
        return file;
    }

    private static String text(Path file) {
        try {
            return Files.readString(existing(file, "--policy"));
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "--policy cannot be read from '" + file + "': " + unreadable.getMessage(), unreadable);
        }
    }
}
