// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.lab.file.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A stage of inference-perf, which llm-d-benchmark runs, too: {@code stage_0_lifecycle_metrics.json}. Its summary mixes the stages, so
 * it gives no point. Its time per output token is each request's own mean, and its inter-token latency every single gap.
 */
final class StageReport implements ResultFormat {
    private static final double SECONDS = 1;

    @Override
    public String tool() {
        return "inference-perf";
    }

    @Override
    public boolean recognises(ResultFile file) {
        return file.fold(
                json -> json.values().stream()
                        .allMatch(value -> value.has("load_summary")
                                && value.path("successes").path("latency").has("request_latency")),
                csv -> false);
    }

    @Override
    public LoadTest read(List<ResultFile> files) {
        List<LoadPoint> points = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ResultFile file : files) {
            for (JsonNode value : ((ResultFile.Json) file).values()) {
                JsonFields stage = new JsonFields(file.name(), value);
                if (stage.has("load_summary.concurrency") || stage.has("load_summary.requested_rate")) {
                    points.add(point(stage));
                } else {
                    notes.add(
                            file.name() + " is a summary of all stages, and gives no point; give the files of stages");
                }
            }
        }
        BadInputException.unless(
                !points.isEmpty(),
                notes.isEmpty() ? "no stage in " + files.get(0).name() : notes.get(0));
        return new LoadTest(tool(), points, notes);
    }

    private static LoadPoint point(JsonFields stage) {
        JsonFields good = stage.in("successes");
        return new LoadPoint(
                stage.where(),
                load(stage.in("load_summary")),
                good.count("count"),
                stage.count("failures.count"),
                stage.aboveZero("benchmark_time_seconds"),
                new LoadPoint.Tokens(
                        mean(good, "prompt_tokens", "prompt_len"), mean(good, "output_tokens", "output_len")),
                figures(good, "time_to_first_token"),
                figures(good, "time_per_output_token"),
                figures(good, "request_latency"));
    }

    private static Load load(JsonFields load) {
        return load.has("concurrency")
                ? Load.closed(load.aboveZero("concurrency"))
                : Load.open(load.aboveZero("requested_rate"));
    }

    /** Older versions have another name for it. */
    private static OptionalDouble mean(JsonFields good, String name, String before) {
        return good.maybe((good.has(name) ? name : before) + ".mean");
    }

    private static Figures figures(JsonFields good, String name) {
        return StatedPercentiles.of(good.in("latency." + name), "mean", SECONDS);
    }
}
