// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.compare.verdict.Bar;
import dev.headroom.lab.work.Crew;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab ramp}. */
@Command(
        name = "ramp",
        description = {
            "llm-d's scored ramp, as published and with its stages in random orders: what every policy attains, at how many"
                    + " replicas.",
            "Published for their SLO-aware policy: 95.8 %% of requests within both limits at 5.93 replicas in the mean."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class RampCommand implements Callable<Integer> {
    private static final int MOST_ORDERS = 20;
    private static final int MOST_SEEDS = 1000;
    private static final double PERCENT = 100;

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
    public Integer call() throws JsonProcessingException {
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
        List<Bar> bars = RampBars.of(ours, equal);
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                output == OutputForm.JSON
                        ? json(ramp, results, equal, bars)
                        : table(ramp, results) + table(ours, equal) + table(bars));
        out.flush();
        return 0;
    }

    private static String table(ScoredRamp ramp, List<ScoredRamp.Result> results) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "engine %s carries %.2f requests/s a replica at this promise%n%n%-10s  %-34s %5s  %9s %6s %8s  %9s %6s %8s%n",
                ScoredRamp.ENGINE,
                ramp.carried(),
                "policy",
                "variant",
                "knob",
                "W1",
                "worst",
                "replicas",
                "W1p",
                "worst",
                "replicas"));
        results.forEach(result -> text.append(String.format(
                Locale.ROOT,
                "%-10s  %-34s %5.2f  %s  %s%n",
                result.policy(),
                result.variant(),
                result.knob(),
                columns(result.inOrder()),
                columns(result.reordered()))));
        return text.toString();
    }

    private static String table(ScoredRamp.Result ours, List<EqualReplicas.Line> equal) {
        if (equal.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nW1p at equal replicas, %.2f in the mean: headroom %.2f %%%n%n%-10s  %-34s %9s%n",
                ours.reordered().meanReplicas(),
                PERCENT * ours.reordered().attainment(),
                "policy",
                "variant",
                "W1p"));
        equal.forEach(line -> text.append(String.format(
                Locale.ROOT,
                "%-10s  %-34s %9s%n",
                line.policy(),
                line.variant(),
                line.attainment().value().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%.2f %%",
                                PERCENT * line.attainment().figure())
                        : "has more")));
        return text.toString();
    }

    private static String table(List<Bar> bars) {
        StringBuilder text = new StringBuilder(System.lineSeparator());
        bars.forEach(bar -> text.append(String.format(
                Locale.ROOT,
                "%-7s  %s: %s%n",
                bar.state().name().toLowerCase(Locale.ROOT),
                bar.what(),
                bar.measured())));
        return text.toString();
    }

    /** Empty where nothing was run. */
    private static String columns(ScoredRamp.Score score) {
        return Double.isNaN(score.attainment())
                ? String.format(Locale.ROOT, "%9s %6s %8s", "-", "-", "-")
                : String.format(
                        Locale.ROOT,
                        "%7.2f %% %6.2f %8.2f",
                        PERCENT * score.attainment(),
                        PERCENT * score.worst(),
                        score.meanReplicas());
    }

    private static String json(
            ScoredRamp ramp, List<ScoredRamp.Result> results, List<EqualReplicas.Line> equal, List<Bar> bars)
            throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode document = mapper.createObjectNode();
        document.put("engine", ScoredRamp.ENGINE).put("ratePerReplica", ramp.carried());
        ArrayNode rows = document.putArray("rows");
        results.forEach(result -> {
            add(rows, "W1", result, result.inOrder());
            add(rows, "W1p", result, result.reordered());
        });
        ArrayNode lines = document.putArray("equalReplicas");
        equal.forEach(line -> {
            ObjectNode json = lines.addObject()
                    .put("policy", line.policy())
                    .put("variant", line.variant())
                    .put("tuned", line.tuned());
            line.attainment()
                    .value()
                    .ifPresentOrElse(value -> json.put("attainment", value), () -> json.putNull("attainment"));
        });
        ArrayNode reached = document.putArray("bars");
        bars.forEach(bar -> reached.addObject()
                .put("what", bar.what())
                .put("measured", bar.measured())
                .put("state", bar.state().name().toLowerCase(Locale.ROOT)));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document) + System.lineSeparator();
    }

    private static void add(ArrayNode rows, String workload, ScoredRamp.Result result, ScoredRamp.Score score) {
        if (Double.isNaN(score.attainment())) {
            return;
        }
        rows.addObject()
                .put("workload", workload)
                .put("policy", result.policy())
                .put("name", result.name())
                .put("variant", result.variant())
                .put("knob", result.knob())
                .put("attainment", score.attainment())
                .put("worst", score.worst())
                .put("meanReplicas", score.meanReplicas())
                .put("gpuHours", score.gpuHours());
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
