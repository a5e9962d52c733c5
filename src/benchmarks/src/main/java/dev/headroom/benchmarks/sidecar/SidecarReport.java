// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import dev.headroom.benchmarks.report.Bar;
import dev.headroom.benchmarks.report.Bar.Side;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.benchmarks.report.Report;
import dev.headroom.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the rounds say. */
record SidecarReport(SidecarOptions options, SidecarBench.Found found) implements Report {
    static final double MEDIAN = 50;
    static final double TAIL = 99;
    private static final double MOST_ADDED_MILLIS = 1;

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("### Events of streams through the sidecar");
        lines.add("");
        lines.add(setting());
        lines.add("");
        lines.addAll(events().markdown());
        lines.add("");
        lines.addAll(seconds().markdown());
        lines.add("");
        lines.addAll(firsts().markdown());
        lines.add("");
        lines.add("- " + bar("p99 that the sidecar adds to an event in ms", round -> round.added(TAIL)));
        lines.add("- "
                + bar(
                        "the same in a middling second of each round in ms",
                        round -> round.addedInAMiddlingSecond(TAIL)));
        failure().ifPresent(sentence -> lines.add("- INCOMPLETE: " + sentence));
        return lines;
    }

    @Override
    public Optional<String> failure() {
        int cut = found.rounds().stream()
                .mapToInt(round -> round.direct().cut() + round.through().cut())
                .sum();
        if (cut > 0) {
            return Optional.of(cut + " streams did not end as they should");
        }
        return found.published() == found.expected()
                ? Optional.empty()
                : Optional.of("the broker holds " + found.published() + " events instead of " + found.expected());
    }

    private String setting() {
        return options.streams() + " streams at once, " + Figure.of(options.eventsPerSecond())
                + " events/s each, for " + options.lasts().toSeconds() + " s each way after " + options.warmUp()
                + " rounds of warm-up. JVM options of the sidecar: " + String.join(" ", options.jvmOptions())
                + ". Its settings: "
                + (options.properties().isEmpty()
                        ? "as shipped"
                        : options.properties().toString())
                + ". The broker has all " + found.published() + " events";
    }

    private Table events() {
        Table table = new Table(
                "delay of an event: round",
                "load before",
                "events each way",
                "direct p50 ms",
                "direct p99 ms",
                "through p50 ms",
                "through p99 ms",
                "added p50 ms",
                "added p99 ms",
                "CPU us an event");
        for (int i = 0; i < found.rounds().size(); i++) {
            SidecarRound round = found.rounds().get(i);
            table.row(
                    Integer.toString(i + 1),
                    Figure.of(round.load()),
                    Integer.toString(round.through().events().count()),
                    Figure.of(round.direct().events().millisAt(MEDIAN)),
                    Figure.of(round.direct().events().millisAt(TAIL)),
                    Figure.of(round.through().events().millisAt(MEDIAN)),
                    Figure.of(round.through().events().millisAt(TAIL)),
                    Figure.of(round.added(MEDIAN)),
                    Figure.of(round.added(TAIL)),
                    Figure.of(round.microsAnEvent()));
        }
        return table;
    }

    private Table seconds() {
        Table table = new Table("a middling second: round", "direct p99 ms", "through p99 ms", "added p99 ms");
        for (int i = 0; i < found.rounds().size(); i++) {
            SidecarRound round = found.rounds().get(i);
            table.row(
                    Integer.toString(i + 1),
                    Figure.of(round.direct().millisOfAMiddlingSecondAt(TAIL)),
                    Figure.of(round.through().millisOfAMiddlingSecondAt(TAIL)),
                    Figure.of(round.addedInAMiddlingSecond(TAIL)));
        }
        return table;
    }

    private Table firsts() {
        Table table = new Table(
                "request to first event: round",
                "direct p50 ms",
                "direct p99 ms",
                "through p50 ms",
                "through p99 ms",
                "added p50 ms",
                "added p99 ms");
        for (int i = 0; i < found.rounds().size(); i++) {
            SidecarRound round = found.rounds().get(i);
            table.row(
                    Integer.toString(i + 1),
                    Figure.of(round.direct().firsts().millisAt(MEDIAN)),
                    Figure.of(round.direct().firsts().millisAt(TAIL)),
                    Figure.of(round.through().firsts().millisAt(MEDIAN)),
                    Figure.of(round.through().firsts().millisAt(TAIL)),
                    Figure.of(round.addedToFirsts(MEDIAN)),
                    Figure.of(round.addedToFirsts(TAIL)));
        }
        return table;
    }

    private String bar(String what, ToDoubleFunction<SidecarRound> figure) {
        return new Bar(
                        what,
                        Side.AT_MOST,
                        MOST_ADDED_MILLIS,
                        found.rounds().stream().mapToDouble(figure).boxed().toList())
                .sentence();
    }
}
