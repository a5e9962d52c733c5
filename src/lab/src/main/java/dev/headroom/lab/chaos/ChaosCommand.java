// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.chaos.ChaosRow.End;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.report.Machine;
import dev.headroom.lab.service.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab chaos}. */
@Command(
        name = "chaos",
        description = "Breaks brokers, replicas, connections and files of the real service, one after the other, and"
                + " says what its answers were meanwhile. Takes half an hour for all.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        footer = {"", "Exit code 1 where an answer fell because of a fault, not all was as before, or a process died."})
public final class ChaosCommand implements Callable<Integer> {
    private static final int BROKEN = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "Says what faults there are, and does nothing.")
    private boolean list;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these faults, by their names, with commas between them.")
    private Set<String> only = new TreeSet<>();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the table goes, too, as Markdown.")
    private @Nullable Path out;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public ChaosCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter screen = spec.commandLine().getOut();
        if (list) {
            ChaosFaults.ALL.forEach(fault ->
                    screen.println(fault.name() + ": " + fault.done() + ". To be seen: " + fault.toBeSeen() + "."));
            return 0;
        }
        List<ChaosFault> wanted = wanted();
        Installation installation = Installation.ofThisProcess();
        installation.serviceJar();
        PrintWriter progress = spec.commandLine().getErr();
        long begin = System.nanoTime();
        List<ChaosRow> rows = new ChaosRun(line -> {
                    progress.println(line);
                    progress.flush();
                })
                .of(wanted);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        List<String> text = new ArrayList<>(List.of(
                "Machine: " + Machine.description(),
                "Commit: " + Machine.commit(installation.home()),
                "Took: " + took.toMinutes() + " min " + took.toSecondsPart() + " s",
                ""));
        text.addAll(ChaosTable.lines(rows));
        text.forEach(screen::println);
        screen.flush();
        write(text);
        return end(rows, progress);
    }

    private void write(List<String> text) throws IOException {
        Path file = out;
        if (file != null) {
            Files.write(file, text, StandardCharsets.UTF_8);
        }
    }

    private static int end(List<ChaosRow> rows, PrintWriter progress) {
        String notRun = namesOf(rows, End.NOT_RUN);
        if (!notRun.isEmpty()) {
            progress.println("headroom lab chaos: not run here, and so not shown: " + notRun);
        }
        String broken = namesOf(rows, End.BROKEN);
        if (!broken.isEmpty()) {
            progress.println("headroom lab chaos: broken by " + broken);
        }
        progress.flush();
        return broken.isEmpty() ? 0 : BROKEN;
    }

    private static String namesOf(List<ChaosRow> rows, End end) {
        return rows.stream()
                .filter(row -> row.end() == end)
                .map(ChaosRow::fault)
                .collect(Collectors.joining(", "));
    }

    private List<ChaosFault> wanted() {
        List<String> names = ChaosFaults.ALL.stream().map(ChaosFault::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--only must be of " + String.join(", ", names) + ", was '" + name + "'");
            }
        }
        return ChaosFaults.ALL.stream()
                .filter(fault -> only.isEmpty() || only.contains(fault.name()))
                .toList();
    }
}
