// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.work.Progress;
import dev.headroom.lab.workload.Workload;
import dev.headroom.lab.workload.Workloads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab faults}. */
@Command(
        name = "faults",
        description = {
            "Injects each fault of the benchmark's protocol, one at a time, and compares each run with its twin without the fault."
                    + " Prints the cost to users, and whether missing or wrong data removed replicas that the load needed.",
            "Writes faults.md and faults.json where --out says."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no scale-down was caused by missing or wrong data",
            "1:it failed, and a sentence says why",
            "2:the command line is wrong",
            "3:there was such a scale-down, and a sentence says where"
        })
public final class FaultsCommand implements Callable<Integer> {
    private static final int WRONG = 3;
    private static final int MOST_SEEDS = 100;

    /** What Headroom is told of the engine. */
    enum Told {
        /** What a load test would find. */
        MEASURED(Belief.MEASURED),
        /** No profile; the load test's concurrency as a person would set it. */
        ABSENT(Belief.ABSENT);

        @SuppressWarnings("ImmutableEnumChecker") // Beliefs are values.
        private final Belief belief;

        Told(Belief belief) {
            this.belief = belief;
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "NAME|FILE",
            defaultValue = "h100x2-qwen3-32b",
            description = "The truth about the engine (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(
            names = "--lead-time",
            paramLabel = "NAME|S",
            defaultValue = "warm",
            description = "warm, new, slow, seconds, or seconds from-to (default: ${DEFAULT-VALUE}).")
    private String leadTime;

    @Option(
            names = "--belief",
            paramLabel = "BELIEF",
            defaultValue = "measured",
            description = "measured or absent (default: ${DEFAULT-VALUE}).")
    private Told told;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "First seed; the others follow it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--workload", paramLabel = "ID", split = ",", description = "Only these: peak, fall.")
    private Set<String> workloads = new TreeSet<>();

    @Option(
            names = "--only",
            paramLabel = "FAULT",
            split = ";",
            description = "Only these faults, by their names in the table, with semicolons between them.")
    private Set<String> only = new TreeSet<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Where files go; none are written without it.")
    private @Nullable Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Episodes at once (default: one a core).")
    private @Nullable Integer threads;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public FaultsCommand() {}

    @Override
    public Integer call() throws IOException {
        require(seeds >= 1 && seeds <= MOST_SEEDS, "--seeds must be 1 to " + MOST_SEEDS + ", was " + seeds);
        int crew = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        require(crew >= 1, "--threads must be 1 or more, was " + threads);
        known("--only", only, Trials.names());
        known(
                "--workload",
                workloads,
                Workloads.forFaults().stream().map(Workload::id).toList());
        Trials trials = new Trials(
                truth(),
                leads(),
                told.belief,
                LongStream.range(seed, seed + seeds).boxed().toList());
        Progress progress =
                new Progress(spec.commandLine().getErr(), Boolean.getBoolean("headroom.terminal"), System::nanoTime, 0);
        List<Finding> findings = trials.run(
                Workloads.forFaults().stream()
                        .filter(workload -> workloads.isEmpty() || workloads.contains(workload.id()))
                        .toList(),
                only,
                new Crew(crew),
                new Trials.Log(progress::plan, progress::done));
        progress.close();
        return told(findings);
    }

    private int told(List<Finding> findings) throws IOException {
        String title = String.format(
                Locale.ROOT,
                "Faults: engine %s, lead time %s, belief %s, %d seeds from %d.",
                engine,
                leadTime,
                told.name().toLowerCase(Locale.ROOT),
                seeds,
                seed);
        String table = FaultTable.markdown(title, findings);
        PrintWriter screen = spec.commandLine().getOut();
        screen.print(table);
        screen.flush();
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("faults.md"), table, StandardCharsets.UTF_8);
            Files.writeString(out.resolve("faults.json"), FaultTable.json(findings), StandardCharsets.UTF_8);
        }
        int wrong = findings.stream().mapToInt(Finding::wrongFalls).sum();
        if (wrong == 0) {
            return 0;
        }
        spec.commandLine()
                .getErr()
                .println("headroom lab faults: " + wrong
                        + " scale-downs were caused by missing or wrong data, below what the load needed");
        spec.commandLine().getErr().flush();
        return WRONG;
    }

    private EngineModel truth() {
        return ShippedEngines.named(engine);
    }

    private LeadTimeProfile leads() {
        try {
            return LeadTimeProfile.named(leadTime);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), "--lead-time: " + bad.getMessage(), bad);
        }
    }

    private void known(String option, Set<String> wanted, Collection<String> all) {
        wanted.stream()
                .filter(name -> !all.contains(name))
                .findFirst()
                .ifPresent(name ->
                        require(false, option + " must be one of " + String.join("; ", all) + ", was '" + name + "'"));
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
