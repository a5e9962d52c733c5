// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.compare.verdict.Criterion;
import dev.headroom.lab.compare.verdict.Criterion.State;
import dev.headroom.lab.report.ReportJson;
import dev.headroom.lab.report.Table;
import dev.headroom.lab.report.VerdictPage;
import dev.headroom.lab.work.Crew;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab ramp}. */
@Command(
        name = "ramp",
        description = {
            "Runs llm-d's scored ramp, as published and with its stages in random orders. Prints each policy's attainment"
                    + " and replicas.",
            "Published for their SLO-aware policy: 95.8 %% of requests within both limits at 5.93 replicas on average."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class RampCommand implements Callable<Integer> {
    private static final int MOST_ORDERS = 20;
    private static final int MOST_SEEDS = 1000;
    private static final double PERCENT = 100;
    /** To reach on the ramp as published. */
    private static final double ATTAINMENT = 0.98;
    /** At no more replicas in the mean. */
    private static final double REPLICAS = 5.1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "20",
            description = "Random orders of the stages (default: ${DEFAULT-VALUE}).")
    private int orders;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs of the ramp as published (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "First seed; the others follow it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--training",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Other orders of the stages, on which baselines are tuned for the table at equal replicas; 0 tunes none"
                            + " (default: ${DEFAULT-VALUE}).")
    private int training;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private OutputForm output;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public RampCommand() {}

    @Override
    public Integer call() {
        require(orders >= 0 && orders <= MOST_ORDERS, "--orders must be 0 to " + MOST_ORDERS + ", was " + orders);
        require(seeds >= 1 && seeds <= MOST_SEEDS, "--seeds must be 1 to " + MOST_SEEDS + ", was " + seeds);
        require(
                training >= 0 && training <= MOST_ORDERS,
                "--training must be 0 to " + MOST_ORDERS + ", was " + training);
        ScoredRamp ramp = new ScoredRamp(orders, new Crew(Runtime.getRuntime().availableProcessors()));
        List<ScoredRamp.Result> results =
                ramp.run(LongStream.range(seed, seed + seeds).boxed().toList());
        ScoredRamp.Result ours = ScoredRamp.installed(results);
        List<EqualReplicas.Line> equal = ramp.atEqualReplicas(ours, seed, training);
        List<Criterion> criteria = criteria(ours, equal);
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                output == OutputForm.JSON
                        ? ReportJson.document(
                                new Document(ScoredRamp.ENGINE, ramp.carried(), rows(results), equal, criteria))
                        : lines(text(ramp.carried(), results, ours, equal, criteria)));
        out.flush();
        return 0;
    }

    /** The numbers to reach, and whether Headroom as installed does. */
    static List<Criterion> criteria(ScoredRamp.Result ours, List<EqualReplicas.Line> equal) {
        String equalReplicas = "W1p: no worse than the best tuned baseline at equal replicas";
        double reordered = ours.reordered().attainment();
        return List.of(
                new Criterion(
                        "W1: at least 98 % at no more than 5.1 replicas",
                        figures(ours.inOrder()),
                        State.of(ours.inOrder().attainment() >= ATTAINMENT
                                && ours.inOrder().meanReplicas() <= REPLICAS)),
                equal.stream()
                        .filter(line -> line.tuned() && line.attainment().isPresent())
                        .findFirst()
                        .map(best -> new Criterion(
                                equalReplicas,
                                figures(ours.reordered()) + ", " + best.policy() + " " + best.variant() + " "
                                        + percent(best.attainment().orElseThrow()),
                                State.of(reordered >= best.attainment().orElseThrow())))
                        .orElseGet(() -> new Criterion(
                                equalReplicas, "no tuned baseline was run at as many replicas", State.UNKNOWN)));
    }

    private static String figures(ScoredRamp.Score score) {
        return String.format(Locale.ROOT, "Headroom %s at %.2f", percent(score.attainment()), score.meanReplicas());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", PERCENT * share);
    }

    private static String lines(List<String> lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static List<String> text(
            double carried,
            List<ScoredRamp.Result> results,
            ScoredRamp.Result ours,
            List<EqualReplicas.Line> equal,
            List<Criterion> criteria) {
        Table all = new Table("policy", "variant", "knob", "W1", "worst", "replicas", "W1p", "worst", "replicas");
        for (ScoredRamp.Result result : results) {
            List<String> cells = new ArrayList<>(
                    List.of(result.policy(), result.variant(), String.format(Locale.ROOT, "%.2f", result.knob())));
            cells.addAll(columns(result.inOrder()));
            cells.addAll(columns(result.reordered()));
            all.row(cells.toArray());
        }
        List<String> lines = new ArrayList<>(List.of(
                String.format(
                        Locale.ROOT,
                        "engine %s carries %.2f requests/s a replica at this promise",
                        ScoredRamp.ENGINE,
                        carried),
                ""));
        lines.addAll(all.text());
        if (!equal.isEmpty()) {
            Table same = new Table("policy", "variant", "W1p");
            equal.forEach(line -> same.row(
                    line.policy(),
                    line.variant(),
                    line.attainment().isPresent() ? percent(line.attainment().getAsDouble()) : "has more"));
            lines.addAll(List.of(
                    "",
                    String.format(
                            Locale.ROOT,
                            "W1p at equal replicas, %.2f on average: headroom %s",
                            ours.reordered().meanReplicas(),
                            percent(ours.reordered().attainment())),
                    ""));
            lines.addAll(same.text());
        }
        lines.add("");
        lines.addAll(VerdictPage.criteria(criteria));
        return lines;
    }

    private static List<String> columns(ScoredRamp.Score score) {
        return score.isKnown()
                ? List.of(
                        percent(score.attainment()),
                        String.format(Locale.ROOT, "%.2f", PERCENT * score.worst()),
                        String.format(Locale.ROOT, "%.2f", score.meanReplicas()))
                : List.of("-", "-", "-");
    }

    private record Document(
            String engine,
            double ratePerReplica,
            List<Row> rows,
            List<EqualReplicas.Line> equalReplicas,
            List<Criterion> bars) {}

    private record Row(
            String workload,
            String policy,
            String name,
            String variant,
            double knob,
            @JsonUnwrapped ScoredRamp.Score score) {}

    private static List<Row> rows(List<ScoredRamp.Result> results) {
        return results.stream()
                .flatMap(result ->
                        Stream.of(row("W1", result, result.inOrder()), row("W1p", result, result.reordered())))
                .filter(row -> row.score().isKnown())
                .toList();
    }

    private static Row row(String workload, ScoredRamp.Result result, ScoredRamp.Score score) {
        return new Row(workload, result.policy(), result.name(), result.variant(), result.knob(), score);
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
