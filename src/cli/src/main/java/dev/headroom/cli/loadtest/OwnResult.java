// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./headroom benchmark run} writes: all loads of a run in one file. A table holds latencies at steady numbers of requests in flight, and
 * the capacity model adds the variation of independent arrivals. So points of the open loop serve where there are no others.
 */
final class OwnResult implements ResultFormat {
    private static final double SECONDS = 1;

    @Override
    public String tool() {
        return "headroom benchmark";
    }

    @Override
    public boolean recognises(ResultFile file) {
        return file.fold(
                json -> json.values().stream().allMatch(value -> value.has("headroomBenchmark")), csv -> false);
    }

    @Override
    public LoadTest read(List<ResultFile> files) {
        List<LoadPoint> points = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ResultFile file : files) {
            for (JsonNode run : ((ResultFile.Json) file).values()) {
                List<JsonNode> each = new JsonFields(file.name(), run).list("points");
                boolean closed = each.stream().anyMatch(OwnResult::isClosed);
                for (int i = 0; i < each.size(); i++) {
                    JsonFields point = new JsonFields(file.name() + " point " + (i + 1), each.get(i));
                    if (closed && !isClosed(each.get(i))) {
                        notes.add(point.where() + " is left out: the points with a concurrency make the table");
                    } else {
                        points.add(point(point));
                    }
                }
            }
        }
        return new LoadTest(tool(), points, notes);
    }

    private static boolean isClosed(JsonNode point) {
        return point.has("concurrency");
    }

    private static LoadPoint point(JsonFields point) {
        return new LoadPoint(
                point.where(),
                point.has("concurrency")
                        ? Load.closed(point.aboveZero("concurrency"))
                        : Load.open(point.number("offeredPerSecond"), point.maybe("meanInFlight")),
                point.count("completed"),
                point.count("failed") + point.count("unanswered"),
                point.aboveZero("seconds"),
                new LoadPoint.Tokens(point.maybe("inputTokens"), point.maybe("outputTokens")),
                figures(point, "ttft"),
                figures(point, "itl"),
                figures(point, "e2e"));
    }

    private static Figures figures(JsonFields point, String signal) {
        return StatedPercentiles.of(point.in(signal), "mean", SECONDS);
    }
}
