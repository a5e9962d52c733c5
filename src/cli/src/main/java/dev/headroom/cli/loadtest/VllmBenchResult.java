// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What {@code vllm bench serve --save-result} writes, once or, appended, several times. Its TPOT is each request's mean, as
 * Headroom's ITL is; its ITL is every single gap. With {@code --save-detailed} each request is known, so every percentile is.
 */
final class VllmBenchResult implements ResultFormat {
    private static final double MILLIS = 1e-3;

    @Override
    public String tool() {
        return "vllm bench serve";
    }

    @Override
    public boolean recognises(ResultFile file) {
        return file.fold(
                json -> json.values().stream()
                        .allMatch(value -> value.has("request_throughput")
                                && value.has("completed")
                                && value.has("total_input_tokens")
                                && value.has("duration")),
                csv -> false);
    }

    @Override
    public LoadTest read(List<ResultFile> files) {
        List<LoadPoint> points = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ResultFile file : files) {
            List<JsonNode> runs = ((ResultFile.Json) file).values();
            for (int i = 0; i < runs.size(); i++) {
                JsonFields run = new JsonFields(file.name() + (runs.size() == 1 ? "" : " run " + (i + 1)), runs.get(i));
                load(run)
                        .ifPresentOrElse(
                                load -> points.add(point(run, load)),
                                () -> notes.add(run.where() + " sent all requests at once: no steady load"));
            }
        }
        return new LoadTest(tool(), points, notes);
    }

    /** An endless rate is written as text. */
    private static Optional<Load> load(JsonFields run) {
        boolean endless = run.text("request_rate").filter("inf"::equals).isPresent();
        OptionalDouble users = run.maybe("max_concurrency");
        if (endless) {
            return users.isPresent() ? Optional.of(Load.closed(users.getAsDouble())) : Optional.empty();
        }
        // With a limit, too, requests wait at the tool: the number in flight then follows from rate and latency.
        return Optional.of(users.isPresent() ? Load.unstated() : Load.open(run.aboveZero("request_rate")));
    }

    private static LoadPoint point(JsonFields run, Load load) {
        long completed = run.count("completed");
        long failed = (long) run.maybe("failed").orElse(0);
        Optional<Requests> each = Requests.of(run);
        return new LoadPoint(
                run.where(),
                load,
                completed,
                failed,
                run.aboveZero("duration"),
                new LoadPoint.Tokens(
                        perRequest(run.number("total_input_tokens"), completed),
                        perRequest(run.number("total_output_tokens"), completed)),
                each.map(Requests::ttft).orElseGet(() -> figures(run, "ttft")),
                each.map(Requests::itl).orElseGet(() -> figures(run, "tpot")),
                each.map(Requests::e2e).orElseGet(() -> endToEnd(run, completed, failed)));
    }

    /** Newer versions list each request's latency, the failed ones' too. */
    private static Figures endToEnd(JsonFields run, long completed, long failed) {
        List<Double> latencies = run.numbers("latencies");
        return failed == 0 && !latencies.isEmpty() && latencies.size() == completed
                ? Figures.ofSamples(latencies)
                : figures(run, "e2el");
    }

    private static OptionalDouble perRequest(double tokens, long requests) {
        return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of(tokens / requests);
    }

    /** Fields such as {@code mean_ttft_ms}, {@code p99_ttft_ms}. */
    private static Figures figures(JsonFields run, String metric) {
        String end = "_" + metric + "_ms";
        TreeMap<Double, Double> percentiles = new TreeMap<>();
        run.object().fieldNames().forEachRemaining(name -> {
            if (name.endsWith(end)) {
                OptionalDouble percentile =
                        StatedPercentiles.percentileOf(name.substring(0, name.length() - end.length()));
                OptionalDouble value = percentile.isPresent() ? run.maybeNamed(name) : OptionalDouble.empty();
                value.ifPresent(millis -> percentiles.put(percentile.getAsDouble(), millis * MILLIS));
            }
        });
        OptionalDouble mean = run.maybe("mean" + end);
        return StatedPercentiles.checked(
                run.where() + " " + metric,
                Figures.stated(mean.isPresent() ? OptionalDouble.of(mean.getAsDouble() * MILLIS) : mean, percentiles));
    }

    /** Each request that ended well. */
    private record Requests(Figures ttft, Figures itl, Figures e2e) {
        static Optional<Requests> of(JsonFields run) {
            List<Double> firsts = run.numbers("ttfts");
            List<JsonNode> gaps = run.list("itls");
            List<Double> lengths = run.numbers("output_lens");
            if (firsts.isEmpty() || firsts.size() != gaps.size() || firsts.size() != lengths.size()) {
                return Optional.empty();
            }
            List<JsonNode> errors = run.list("errors");
            List<Double> ttft = new ArrayList<>();
            List<Double> itl = new ArrayList<>();
            List<Double> e2e = new ArrayList<>();
            for (int i = 0; i < firsts.size(); i++) {
                boolean failed = i < errors.size() && !errors.get(i).asText().isEmpty();
                if (!failed) {
                    double decoding = run.numbers("itls", gaps.get(i)).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum();
                    ttft.add(firsts.get(i));
                    e2e.add(firsts.get(i) + decoding);
                    if (lengths.get(i) > 1) {
                        itl.add(decoding / (lengths.get(i) - 1));
                    }
                }
            }
            return Optional.of(new Requests(Figures.ofSamples(ttft), Figures.ofSamples(itl), Figures.ofSamples(e2e)));
        }
    }
}
