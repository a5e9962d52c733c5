// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.chaos.ChaosRow.End;
import dev.headroom.lab.command.CommandLines;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.report.Machine;
import dev.headroom.lab.service.Installation;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom lab chaos}. */
@Command(
        name = "chaos",
        description = "Breaks brokers, replicas, connections and files of the real service, one after the other, and"
                + " reports its answers. All faults take half an hour.",
        footer = {"", "Exit code 1 where an answer fell because of a fault, not all was as before, or a process died."})
public final class ChaosCommand implements Callable<Integer> {
    private static final int BROKEN = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "Lists the faults, and runs none.")
    private boolean list;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these faults, by their names, with commas between them.")
    private Set<String> only = new TreeSet<>();

    @Option(names = "--out", paramLabel = "FILE", description = "Also writes the table as Markdown to FILE.")
    private @Nullable Path out;

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
        text.addAll(ChaosRow.table(rows));
        text.forEach(screen::println);
        screen.flush();
        if (out != null) {
            Files.write(out, text, StandardCharsets.UTF_8);
        }
        say(rows, End.NOT_RUN, "not run here, and so not shown: ");
        return say(rows, End.BROKEN, "broken by ") ? BROKEN : CommandLine.ExitCode.OK;
    }

    /** Names the faults that ended so; false where none did. */
    private boolean say(List<ChaosRow> rows, End end, String what) {
        String names = rows.stream()
                .filter(row -> row.end() == end)
                .map(ChaosRow::fault)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            CommandLines.say(spec.commandLine(), what + names, BROKEN);
        }
        return !names.isEmpty();
    }

    private List<ChaosFault> wanted() {
        List<String> names = ChaosFaults.ALL.stream().map(ChaosFault::name).toList();
        only.forEach(name -> BadInputException.unless(
                names.contains(name), "--only must be one of " + String.join(", ", names) + ", was '" + name + "'"));
        return ChaosFaults.ALL.stream()
                .filter(fault -> only.isEmpty() || only.contains(fault.name()))
                .toList();
    }
}
