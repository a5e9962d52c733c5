// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learning;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.learning.Lesson.Learnt;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.work.Progress;
import dev.headroom.lab.workload.Workload;
import dev.headroom.lab.workload.Workloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab learn}. */
@Command(
        name = "learn",
        description = {
            "Runs Headroom on servers without a load test: no profile, no concurrency target, ordinary traffic on two to six"
                    + " replicas. Compares its answers with those of a twin on the same telemetry. The twin has the profile of a load"
                    + " test.",
            "Each run is made twice: the twin with the profile leads one, and the learning Headroom leads the other. Writes learn.md and learn.json where"
                    + " --out says."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:after 20 minutes every run is within one replica or 15 %% of the twin with the profile",
            "1:it failed, and a sentence says why",
            "2:the command line is wrong",
            "3:some run is not, and a sentence says how many"
        })
public final class LearnCommand implements Callable<Integer> {
    private static final int NOT_LEARNT = 3;
    private static final int MOST_SEEDS = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "NAME|FILE",
            split = ",",
            description = "Engines: names or files (default: all shipped ones).")
    private Set<String> engines = new LinkedHashSet<>();

    @Option(names = "--workload", paramLabel = "ID", split = ",", description = "Only these: level, wave.")
    private Set<String> workloads = new TreeSet<>();

    @Option(
            names = "--lead-time",
            paramLabel = "NAME|S",
            defaultValue = "warm",
            description = "warm, new, slow, seconds, or seconds from-to (default: ${DEFAULT-VALUE}).")
    private String leadTime;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Runs of each (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "First seed; the others follow it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Where files go; none are written without it.")
    private @Nullable Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Episodes at once (default: one a core).")
    private @Nullable Integer threads;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public LearnCommand() {}

    @Override
    public Integer call() throws IOException {
        require(seeds >= 1 && seeds <= MOST_SEEDS, "--seeds must be 1 to " + MOST_SEEDS + ", was " + seeds);
        int crew = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        require(crew >= 1, "--threads must be 1 or more, was " + threads);
        List<String> known = Workloads.forLearning().stream().map(Workload::id).toList();
        workloads.forEach(id -> require(
                known.contains(id), "--workload must be one of " + String.join(", ", known) + ", was '" + id + "'"));
        LeadTimeProfile leads = leads();
        List<Lesson> lessons = lessons();
        LoadTests loadTests = new LoadTests(1);
        Progress progress = new Progress(
                spec.commandLine().getErr(), Boolean.getBoolean("headroom.terminal"), System::nanoTime, lessons.size());
        List<Learnt> learnt = new Crew(crew).map(lessons, lesson -> {
            Learnt one = lesson.run(loadTests, leads);
            progress.done(lesson.engineName() + " " + lesson.traffic().id());
            return one;
        });
        progress.close();
        return told(learnt);
    }

    private List<Lesson> lessons() {
        List<Lesson> lessons = new ArrayList<>();
        for (String name : engines.isEmpty() ? ShippedEngines.names() : List.copyOf(engines)) {
            EngineModel truth = truth(name);
            for (Workload traffic : Workloads.forLearning()) {
                if (!workloads.isEmpty() && !workloads.contains(traffic.id())) {
                    continue;
                }
                for (TwoMinds.Leader leader : TwoMinds.Leader.values()) {
                    for (long one = seed; one < seed + seeds; one++) {
                        lessons.add(new Lesson(name, truth, traffic, leader, one));
                    }
                }
            }
        }
        return lessons;
    }

    private int told(List<Learnt> learnt) throws IOException {
        String title = String.format(
                Locale.ROOT, "Learning from nothing: lead time %s, %d seeds from %d.", leadTime, seeds, seed);
        String table = LearnTable.markdown(title, learnt);
        spec.commandLine().getOut().print(table);
        spec.commandLine().getOut().flush();
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("learn.md"), table, StandardCharsets.UTF_8);
            Files.writeString(out.resolve("learn.json"), LearnTable.json(learnt), StandardCharsets.UTF_8);
        }
        int last = Look.MINUTES.get(Look.MINUTES.size() - 1);
        long missing = learnt.size() - LearnTable.within(learnt, last);
        if (missing == 0) {
            return 0;
        }
        spec.commandLine()
                .getErr()
                .println("headroom lab learn: after " + last + " minutes " + missing + " of " + learnt.size()
                        + " runs are neither within one replica nor within 15 % of the twin with the profile");
        spec.commandLine().getErr().flush();
        return NOT_LEARNT;
    }

    private EngineModel truth(String name) {
        return ShippedEngines.named(name);
    }

    private LeadTimeProfile leads() {
        try {
            return LeadTimeProfile.named(leadTime);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), "--lead-time: " + bad.getMessage(), bad);
        }
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
