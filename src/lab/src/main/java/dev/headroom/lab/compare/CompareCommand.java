// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.days.DaysOptions;
import dev.headroom.lab.report.Fact;
import dev.headroom.lab.work.Crew;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab compare}. */
@Command(
        name = "compare",
        description = {
            "Compares Headroom with other autoscalers under the same conditions: the cost at which each keeps 99 %% of the promises,"
                    + " losses included.",
            "Writes results.json, report.html and results.md. The same suite, seed and traces give the same bytes."
                    + " A run that was stopped goes on where it was."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all was run and written, whatever the verdict",
            "1:it failed, and a sentence says why",
            "2:the command line is wrong"
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 1024;
    /** No history is kept for longer. */
    private static final int MOST_DAYS = 14;

    /** How much is run. */
    enum Size {
        /** Minutes. */
        QUICK,
        /** Half an hour or more. */
        MEDIUM,
        /** Hours. */
        FULL,
        /** Whole days, which have sizes of their own. */
        DAYS
    }

    private final Bench.Source source;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            defaultValue = "quick",
            description = "quick, medium, full, or days: whole days (default: ${DEFAULT-VALUE}).")
    private Size suite;

    @Mixin
    private final DaysOptions days = new DaysOptions();

    @Option(names = "--traces", paramLabel = "DIR", description = "Recorded traffic beside the built-in workloads.")
    private @Nullable Path traces;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "First seed; the others follow it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--lived",
            paramLabel = "DAYS",
            defaultValue = "2",
            description =
                    "Days of the training window's traffic that Headroom has planned before; the others are tuned on it."
                            + " 0: it is newly installed (default: ${DEFAULT-VALUE}).")
    private int lived;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "headroom-compare",
            description = "Folder for the files; created if missing (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--resume",
            description =
                    "Continues the stopped run in --out, and fails without one. A stopped run is continued without this option, too.")
    private boolean resume;

    @Option(names = "--fresh", description = "Begins a new run and forgets the finished part of a stopped run.")
    private boolean fresh;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json on standard output (default: ${DEFAULT-VALUE}).")
    private OutputForm output;

    @Option(
            names = {"--workload", "--workloads", "--only"},
            paramLabel = "ID",
            split = ",",
            description = "Only these workloads of the suite.")
    private Set<String> workloads = new TreeSet<>();

    @Option(names = "--policy", paramLabel = "ID", split = ",", description = "Only these policies beside Headroom.")
    private Set<String> policies = new TreeSet<>();

    @Option(names = "--threads", paramLabel = "N", description = "Episodes at once (default: one a core).")
    private @Nullable Integer threads;

    @Option(names = "--date", paramLabel = "TEXT", description = "Written into the report, not into results.json.")
    private @Nullable String date;

    @Option(names = "--machine", paramLabel = "TEXT", description = "Written into the report, not into results.json.")
    private @Nullable String machine;

    /**
     * Filled by picocli.
     *
     * @param source of what is compared
     */
    @SuppressWarnings("NullAway.Init")
    public CompareCommand(Bench.Source source) {
        this.source = source;
    }

    @Override
    public Integer call() throws IOException {
        require(!(resume && fresh), "--resume and --fresh exclude each other");
        require(
                traces == null || Files.isDirectory(traces),
                "--traces must be a directory that exists, was '" + traces + "'");
        require(!Files.exists(out) || Files.isDirectory(out), "--out must be a directory, was '" + out + "'");
        int crew = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        require(crew >= 1 && crew <= MOST_THREADS, "--threads must be 1 to " + MOST_THREADS + ", was " + threads);
        require(
                seed <= Long.MAX_VALUE - SuiteSize.FULL.seeds(),
                "--seed must leave room for the seeds after it, was " + seed);
        require(lived >= 0 && lived <= MOST_DAYS, "--lived must be 0 to " + MOST_DAYS + " days, was " + lived);
        if (suite == Size.DAYS) {
            return daysRun(crew);
        }
        DaysOptions.NAMES.forEach(name -> require(
                !spec.commandLine().getParseResult().hasMatchedOption(name), name + " belongs to --suite days"));
        Folder folder = new Folder(Files.createDirectories(out));
        require(
                !resume || Files.exists(folder.journalFile()),
                "--resume needs a stopped run in --out; '" + out + "' holds no stopped run");
        if (fresh) {
            Files.deleteIfExists(folder.journalFile());
        }
        Bench bench = given(
                "--traces: ",
                () -> source.open(Optional.ofNullable(traces), folder.cache(), seed, lived, suite == Size.FULL));
        Suite chosen = given("", () -> Suite.of(SuiteSize.valueOf(suite.name()), bench, seed, workloads, policies));
        return printed(new ComparisonRun(chosen, bench, new Crew(crew), folder)
                .call(spec.commandLine().getErr(), facts(), output == OutputForm.JSON));
    }

    private int daysRun(int crew) throws IOException {
        List<String> about = new ArrayList<>(
                List.of("Command: " + command(), "Version: " + String.join(" ", new HeadroomVersion().getVersion())));
        Optional.ofNullable(machine).ifPresent(text -> about.add("Machine: " + text));
        Optional.ofNullable(date).ifPresent(text -> about.add("Date: " + text));
        return printed(given(
                "",
                () -> days.run(
                        new DaysOptions.Given(Optional.ofNullable(traces), out, workloads, seed, crew, about),
                        spec.commandLine().getErr())));
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("command", command()));
        facts.add(new Fact(
                "headroom",
                lived == 0
                        ? "newly installed in each run"
                        : "has planned the training window on " + lived + " day(s) before each run"));
        Optional.ofNullable(machine).ifPresent(text -> facts.add(new Fact("machine", text)));
        Optional.ofNullable(date).ifPresent(text -> facts.add(new Fact("date", text)));
        return facts;
    }

    private String command() {
        return "./headroom "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private int printed(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Something that depends on arguments: what is wrong with them is told as one sentence. */
    private interface Asked<T> {
        T make() throws IOException;
    }

    private <T> T given(String where, Asked<T> asked) throws IOException {
        try {
            return asked.make();
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), where + bad.getMessage(), bad);
        }
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
