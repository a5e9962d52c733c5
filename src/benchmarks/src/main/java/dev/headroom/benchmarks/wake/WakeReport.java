// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.report.Bar;
import dev.headroom.benchmarks.report.Bar.Side;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.benchmarks.report.Latencies;
import dev.headroom.benchmarks.report.Report;
import dev.headroom.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What the rounds say. */
record WakeReport(WakeOptions options, List<WakeRound> rounds) implements Report {
    private static final double MEDIAN = 50;
    private static final double USUAL = 90;
    private static final double LAST = 100;
    private static final double LONGEST_MILLIS = 1_000;

    WakeReport {
        rounds = List.copyOf(rounds);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("### Wake-up from no replicas");
        lines.add("");
        lines.add(setting());
        lines.add("");
        lines.addAll(table("to true on the push stream", Seen::streams).markdown());
        lines.add("");
        lines.addAll(table("to GetMetrics of 1 or more", Seen::answers).markdown());
        lines.add("");
        lines.add("- " + bar("p99 to the push stream in ms, slowest replica,", Seen::streams));
        lines.add("- " + bar("p99 to GetMetrics in ms, slowest replica,", Seen::answers));
        failure().ifPresent(sentence -> lines.add("- INCOMPLETE: " + sentence));
        return lines;
    }

    @Override
    public Optional<String> failure() {
        int missing = rounds.stream()
                .mapToInt(round -> round.missing(options.fleet().workloads()))
                .sum();
        return missing == 0
                ? Optional.empty()
                : Optional.of(missing + " times a stream or GetMetrics did not report a wake-up in time");
    }

    private String setting() {
        return options.fleet().workloads()
                + " workloads with min 0. Each is woken once a round, one after the other, after pauses of up to "
                + options.longestPause().toMillis() + " ms. Seed " + options.seed() + "; "
                + options.services() + (options.services() == 1 ? " replica" : " replicas")
                + " of the service. JVM options: " + String.join(" ", options.jvmOptions()) + ". Settings: "
                + (options.properties().isEmpty()
                        ? "as shipped"
                        : options.properties().toString());
    }

    private Table table(String what, Function<Seen, Latencies> latencies) {
        Table table =
                new Table(what + ": round", "load before", "replica", "wakes", "p50 ms", "p90 ms", "p99 ms", "max ms");
        for (int i = 0; i < rounds.size(); i++) {
            for (Seen seen : rounds.get(i).seen()) {
                Latencies told = latencies.apply(seen);
                table.row(
                        Integer.toString(i + 1),
                        Figure.of(rounds.get(i).load()),
                        seen.role(),
                        Integer.toString(told.count()),
                        Figure.of(told.millisAt(MEDIAN)),
                        Figure.of(told.millisAt(USUAL)),
                        Figure.of(told.millisAt(WakeRound.TAIL)),
                        Figure.of(told.millisAt(LAST)));
            }
        }
        return table;
    }

    private String bar(String what, Function<Seen, Latencies> latencies) {
        return new Bar(
                        what,
                        Side.AT_MOST,
                        LONGEST_MILLIS,
                        rounds.stream()
                                .map(round -> round.slowestTail(latencies))
                                .filter(OptionalDouble::isPresent)
                                .map(OptionalDouble::getAsDouble)
                                .toList())
                .sentence();
    }
}
