// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** GuideLLM's report in JSON: a benchmark for each strategy of a run. Its inter-token latency is each request's own mean. */
final class GuideLlmReport implements ResultFormat {
    private static final double SECONDS = 1;
    private static final double MILLIS = 1e-3;

    @Override
    public String tool() {
        return "GuideLLM";
    }

    @Override
    public boolean recognises(ResultFile file) {
        return file.fold(
                json -> json.values().stream()
                        .allMatch(value -> value.path("metadata").has("guidellm_version") && value.has("benchmarks")),
                csv -> false);
    }

    @Override
    public LoadTest read(List<ResultFile> files) {
        List<LoadPoint> points = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ResultFile file : files) {
            for (JsonNode report : ((ResultFile.Json) file).values()) {
                List<JsonNode> benchmarks = new JsonFields(file.name(), report).list("benchmarks");
                for (int i = 0; i < benchmarks.size(); i++) {
                    JsonFields benchmark = new JsonFields(file.name() + " benchmark " + (i + 1), benchmarks.get(i));
                    load(benchmark)
                            .ifPresentOrElse(
                                    load -> points.add(point(benchmark, load)),
                                    () -> notes.add(benchmark.where() + " sent all requests at once: no steady load"));
                }
            }
        }
        return new LoadTest(tool(), points, notes);
    }

    private static Optional<Load> load(JsonFields benchmark) {
        JsonFields strategy = benchmark.in("config.strategy");
        OptionalDouble inFlight = benchmark.maybe("metrics.request_concurrency.successful.mean");
        return switch (strategy.text("type_").orElse("")) {
            case "synchronous" -> Optional.of(Load.closed(1));
            case "concurrent" -> Optional.of(Load.closed(strategy.aboveZero("streams")));
            case "constant", "poisson", "async" -> Optional.of(Load.open(strategy.aboveZero("rate"), inFlight));
            // A limit that is given is held, for the next request begins when one ends.
            case "throughput" ->
                strategy.maybe("max_concurrency").stream()
                        .mapToObj(Load::closed)
                        .findFirst();
            default -> Optional.of(Load.unstated());
        };
    }

    private static LoadPoint point(JsonFields benchmark, Load load) {
        JsonFields metrics = benchmark.in("metrics");
        JsonFields totals = metrics.in("request_totals");
        return new LoadPoint(
                benchmark.where(),
                load,
                totals.count("successful"),
                totals.count("errored"),
                benchmark.aboveZero("duration"),
                new LoadPoint.Tokens(
                        metrics.maybe("prompt_token_count.successful.mean"),
                        metrics.maybe("output_token_count.successful.mean")),
                figures(metrics, "time_to_first_token_ms", MILLIS),
                figures(metrics, "inter_token_latency_ms", MILLIS),
                figures(metrics, "request_latency", SECONDS));
    }

    /** Without a request, GuideLLM writes zeros. */
    private static Figures figures(JsonFields metrics, String name, double seconds) {
        JsonFields successful = metrics.in(name + ".successful");
        if (successful.maybe("count").orElse(0) == 0) {
            return Figures.none();
        }
        Figures percentiles = StatedPercentiles.of(successful.in("percentiles"), "mean", seconds);
        OptionalDouble mean = successful.maybe("mean");
        return Figures.stated(
                mean.isPresent() ? OptionalDouble.of(mean.getAsDouble() * seconds) : mean, percentiles.percentiles());
    }
}
