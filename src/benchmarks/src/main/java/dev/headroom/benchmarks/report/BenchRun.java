// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

import dev.headroom.lab.report.Machine;
import dev.headroom.lab.service.Installation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

/** What all commands of {@code headroom bench} that start processes have in common: how they say what they found. */
public final class BenchRun {
    private BenchRun() {}

    /** Measures. */
    @FunctionalInterface
    public interface Bench {
        /**
         * Measures, which takes minutes.
         *
         * @param installation where the programs under test are
         * @param progress told of each round
         * @return one report or more
         */
        List<Report> run(Installation installation, Consumer<String> progress) throws Exception;
    }

    /**
     * Measures and says what was found.
     *
     * @return exit code: 0 where everything was counted, whether bars were met or not
     */
    public static int of(CommandLine command, Bench bench) throws Exception {
        Installation installation = Installation.ofThisProcess();
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        out.println("Machine: " + Machine.description());
        out.println("Commit: " + Machine.commit(installation.home()));
        List<Report> reports = bench.run(installation, line -> {
            err.println(line);
            err.flush();
        });
        for (Report report : reports) {
            out.println();
            report.lines().forEach(out::println);
        }
        out.flush();
        Optional<String> failure =
                reports.stream().flatMap(report -> report.failure().stream()).findFirst();
        failure.ifPresent(sentence -> err.println("headroom bench " + command.getCommandName() + ": " + sentence));
        err.flush();
        return failure.isPresent() ? 1 : 0;
    }
}
