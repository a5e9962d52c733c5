// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import dev.headroom.scaler.slo.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;

/** The result as the JSON that {@code profile import} reads. Latencies are in seconds. */
public final class ResultDocument {
    private static final MathContext DIGITS = new MathContext(6);
    private static final List<Double> PERCENTILES = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9);
    private static final double HIGHEST = 100;
    private static final int VERSION = 1;

    private ResultDocument() {}

    /** The document. */
    public static String of(BenchmarkPlan plan, String target, String model, List<JudgedLoad> measured) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("headroomBenchmark", VERSION).put("target", target).put("model", model);
        root.put("seed", plan.seed()).put("origin", plan.origin());
        measured.forEach(each -> root.withArray("points").add(point(each)));
        LoadSearch.knee(measured)
                .ifPresent(knee -> root.putObject("knee")
                        .put("requestsPerSecond", clean(knee.result().completedPerSecond()))
                        .put("inFlight", clean(knee.load())));
        LoadSearch.carried(measured).ifPresent(rate -> root.put("carriedRequestsPerSecond", clean(rate.load())));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode point(JudgedLoad measured) {
        StepResult result = measured.result();
        ObjectNode point = JsonNodeFactory.instance.objectNode();
        if (result.step().isOpen()) {
            point.put("requestsPerSecond", clean(result.step().load()));
            point.put("offeredPerSecond", clean(result.offeredPerSecond()));
        } else {
            point.put("concurrency", clean(result.step().load()));
        }
        point.put("meanInFlight", clean(result.meanInFlight()))
                .put("seconds", clean(result.seconds()))
                .put("completed", result.completed())
                .put("failed", result.failed())
                .put("unanswered", result.unanswered())
                .put("inputTokens", clean(result.tokens().input()))
                .put("outputTokens", clean(result.tokens().output()));
        for (Signal signal : Signal.values()) {
            figures(point.putObject(signal.word()), result.latencies().of(signal));
        }
        measured.broken().ifPresent(sentence -> point.put("broken", sentence));
        return point;
    }

    private static void figures(ObjectNode to, LatencyFigures figures) {
        put(to, "mean", figures.mean());
        PERCENTILES.forEach(percentile -> put(to, name(percentile), figures.at(percentile)));
        put(to, "max", figures.at(HIGHEST));
    }

    private static String name(double percentile) {
        return "p" + BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
    }

    private static void put(ObjectNode to, String name, OptionalDouble seconds) {
        seconds.ifPresent(value -> to.put(name, clean(value)));
    }

    private static BigDecimal clean(double value) {
        return new BigDecimal(
                new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString());
    }
}
