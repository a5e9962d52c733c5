// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The export of AIPerf, {@code profile_export_aiperf.json}, or of GenAI-Perf before it, {@code profile_export_genai_perf.json}. Their
 * inter-token latency is each request's own mean.
 */
final class PerfExport implements ResultFormat {
    private static final double MILLIS = 1e-3;

    @Override
    public String tool() {
        return "AIPerf, GenAI-Perf";
    }

    @Override
    public boolean recognises(ResultFile file) {
        return file.fold(
                json -> json.values().stream()
                        .allMatch(value -> value.path("request_latency").has("avg")
                                && value.path("request_throughput").has("avg")
                                && value.has("input_config")),
                csv -> false);
    }

    @Override
    public LoadTest read(List<ResultFile> files) {
        List<LoadPoint> points = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        boolean newer = true;
        for (ResultFile file : files) {
            for (JsonNode value : ((ResultFile.Json) file).values()) {
                JsonFields run = new JsonFields(file.name(), value);
                newer = newer && run.has("aiperf_version");
                if (value.path("was_cancelled").asBoolean()) {
                    notes.add(file.name() + " was cancelled before its end");
                }
                points.add(point(run));
            }
        }
        return new LoadTest(newer ? "AIPerf" : "GenAI-Perf", points, notes);
    }

    private static LoadPoint point(JsonFields run) {
        double perSecond = run.aboveZero("request_throughput.avg");
        long completed = run.count("request_count.avg");
        return new LoadPoint(
                run.where(),
                load(run),
                completed,
                (long) run.maybe("error_request_count.avg").orElse(0),
                Math.max(1, completed) / perSecond,
                new LoadPoint.Tokens(run.maybe("input_sequence_length.avg"), run.maybe("output_sequence_length.avg")),
                figures(run, "time_to_first_token"),
                figures(run, "inter_token_latency"),
                figures(run, "request_latency"));
    }

    /** AIPerf has phases; its first versions had a load generator; GenAI-Perf has a stimulus. */
    private static Load load(JsonFields run) {
        OptionalDouble inFlight = run.maybe("effective_concurrency.avg");
        for (JsonNode phase : run.list("input_config.phases")) {
            if (phase.path("kind").asText("profiling").equals("profiling")) {
                return load(new JsonFields(run.where() + " phase", phase), "concurrency", "rate", inFlight);
            }
        }
        JsonFields config = run.in("input_config");
        return config.has("perf_analyzer.stimulus")
                ? load(config.in("perf_analyzer.stimulus"), "concurrency", "request_rate", inFlight)
                : load(config.in("loadgen"), "concurrency", "request_rate", inFlight);
    }

    private static Load load(JsonFields stated, String users, String rate, OptionalDouble inFlight) {
        if (stated.has(rate)) {
            return Load.open(stated.aboveZero(rate), inFlight);
        }
        return stated.has(users) ? Load.closed(stated.aboveZero(users)) : new Load(inFlight, OptionalDouble.empty());
    }

    private static Figures figures(JsonFields run, String metric) {
        return run.has(metric) ? StatedPercentiles.of(run.in(metric), "avg", MILLIS) : Figures.none();
    }
}
