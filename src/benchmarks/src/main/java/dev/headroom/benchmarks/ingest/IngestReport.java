// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import dev.headroom.benchmarks.report.Bar;
import dev.headroom.benchmarks.report.Bar.Side;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.benchmarks.report.Report;
import dev.headroom.benchmarks.traffic.Format;
import dev.headroom.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the rounds of one format say. */
record IngestReport(Format format, IngestOptions options, List<IngestRound> rounds) implements Report {
    private static final double LEAST_PER_CPU_SECOND = 100_000;
    private static final double LEAST_SHARE_FOR_SPANS = 0.60;
    private static final double LEAST_SHARE_FOR_EVENTS = 0.20;

    IngestReport {
        rounds = List.copyOf(rounds);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("### Ingest: " + format.words());
        lines.add("");
        lines.add(setting());
        lines.add("");
        lines.addAll(table().markdown());
        lines.add("");
        bars().forEach(bar -> lines.add("- " + bar.sentence()));
        failure().ifPresent(sentence -> lines.add("- INCOMPLETE: " + sentence));
        return lines;
    }

    @Override
    public Optional<String> failure() {
        return rounds.stream()
                .filter(round -> round.absorbed() != options.all())
                .map(round -> "of " + options.all() + " requests " + round.absorbed() + " reached a window")
                .findFirst();
    }

    private String setting() {
        return Figure.of(options.requests()) + " requests after a warm-up of " + Figure.of(options.warmUp())
                + (format == Format.SPANS ? ", " + options.perRecord() + " in a record" : "") + "; "
                + options.fleet().workloads() + " workloads x "
                + options.fleet().replicas()
                + " replicas; 4 partitions; JVM options of both: " + String.join(" ", options.jvmOptions())
                + "; settings of the service: "
                + (options.properties().isEmpty()
                        ? "as shipped"
                        : options.properties().toString());
    }

    private Table table() {
        Table table = new Table(
                "round",
                "load before",
                "bare requests/s",
                "bare per CPU-s",
                "service requests/s",
                "service per CPU-s",
                "service / bare",
                "per CPU-s: service / bare");
        for (int i = 0; i < rounds.size(); i++) {
            IngestRound round = rounds.get(i);
            table.row(
                    Integer.toString(i + 1),
                    Figure.of(round.load()),
                    figure(round.bare(), Speed::perSecond),
                    figure(round.bare(), Speed::perCpuSecond),
                    figure(round.service(), Speed::perSecond),
                    figure(round.service(), Speed::perCpuSecond),
                    Figure.of(round.ratio()),
                    Figure.of(round.cpuRatio()));
        }
        return table;
    }

    private List<Bar> bars() {
        double share = format == Format.SPANS ? LEAST_SHARE_FOR_SPANS : LEAST_SHARE_FOR_EVENTS;
        return List.of(
                new Bar("service / bare", Side.AT_LEAST, share, measured(IngestRound::ratio)),
                new Bar(
                        "requests per CPU-second of the service",
                        Side.AT_LEAST,
                        LEAST_PER_CPU_SECOND,
                        measured(round -> round.service()
                                .map(speed -> OptionalDouble.of(speed.perCpuSecond()))
                                .orElse(OptionalDouble.empty()))));
    }

    private List<Double> measured(Function<IngestRound, OptionalDouble> figure) {
        return rounds.stream()
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    private static String figure(Optional<Speed> speed, ToDoubleFunction<Speed> figure) {
        return speed.map(known -> Figure.of(figure.applyAsDouble(known))).orElse("-");
    }
}
