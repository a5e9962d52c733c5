// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import dev.headroom.benchmarks.report.Bar;
import dev.headroom.benchmarks.report.Bar.Side;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.benchmarks.report.Report;
import dev.headroom.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What the rounds say. */
record AnswersReport(AnswersOptions options, List<AnswersRound> rounds) implements Report {
    private static final double MOST_OPEN_P99_MILLIS = 5;
    private static final double LEAST_RATE_RATIO = 0.5;
    private static final double MOST_TAIL_RATIO = 2;

    AnswersReport {
        rounds = List.copyOf(rounds);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("### GetMetrics");
        lines.add("");
        lines.add(setting());
        lines.add("");
        lines.addAll(openTable().markdown());
        lines.add("");
        lines.addAll(saturatedTable().markdown());
        lines.add("");
        bars().forEach(bar -> lines.add("- " + bar.sentence()));
        failure().ifPresent(sentence -> lines.add("- INCOMPLETE: " + sentence));
        return lines;
    }

    @Override
    public Optional<String> failure() {
        return rounds.stream()
                .flatMap(round -> round.bare().failure().or(round.service()::failure).stream())
                .findFirst();
    }

    private String setting() {
        return options.fleet().workloads() + " workloads; warm-up "
                + options.warmUp().toSeconds() + " s, then "
                + options.lasts().toSeconds() + " s of each loop. Open loop: "
                + Figure.of(options.perSecond()) + " calls/s over one connection. Saturated: " + options.inFlight()
                + " calls in flight over " + options.connections() + " connections. JVM options of both servers: "
                + String.join(" ", options.jvmOptions()) + ". Settings of the service: "
                + (options.properties().isEmpty()
                        ? "as shipped"
                        : options.properties().toString());
    }

    private Table openTable() {
        Table table = new Table(
                "open loop: round",
                "load before",
                "bare p50 ms",
                "bare p99 ms",
                "service p50 ms",
                "service p99 ms",
                "answered by the service");
        for (int i = 0; i < rounds.size(); i++) {
            LoopResult bare = rounds.get(i).bare().open();
            LoopResult service = rounds.get(i).service().open();
            table.row(
                    Integer.toString(i + 1),
                    Figure.of(rounds.get(i).load()),
                    Figure.of(bare.p50Millis()),
                    Figure.of(bare.p99Millis()),
                    Figure.of(service.p50Millis()),
                    Figure.of(service.p99Millis()),
                    Integer.toString(service.answered()));
        }
        return table;
    }

    private Table saturatedTable() {
        Table table = new Table(
                "saturated: round",
                "bare calls/s",
                "bare per CPU-s",
                "bare p99 ms",
                "service calls/s",
                "service per CPU-s",
                "service p99 ms",
                "calls/s: service / bare",
                "p99: service / bare");
        for (int i = 0; i < rounds.size(); i++) {
            AnswersRound round = rounds.get(i);
            table.row(
                    Integer.toString(i + 1),
                    Figure.of(round.bare().saturated().perSecond()),
                    Figure.of(round.bare().perCpuSecond()),
                    Figure.of(round.bare().saturated().p99Millis()),
                    Figure.of(round.service().saturated().perSecond()),
                    Figure.of(round.service().perCpuSecond()),
                    Figure.of(round.service().saturated().p99Millis()),
                    Figure.of(round.rateRatio()),
                    Figure.of(round.tailRatio()));
        }
        return table;
    }

    private List<Bar> bars() {
        return List.of(
                new Bar(
                        "p99 of the open loop in ms",
                        Side.AT_MOST,
                        MOST_OPEN_P99_MILLIS,
                        measured(round -> round.service().open().p99Millis())),
                new Bar(
                        "calls/s, saturated: service / bare",
                        Side.AT_LEAST,
                        LEAST_RATE_RATIO,
                        measured(AnswersRound::rateRatio)),
                new Bar(
                        "p99, saturated: service / bare",
                        Side.AT_MOST,
                        MOST_TAIL_RATIO,
                        measured(AnswersRound::tailRatio)));
    }

    private List<Double> measured(Function<AnswersRound, OptionalDouble> figure) {
        return rounds.stream()
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }
}
