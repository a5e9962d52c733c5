// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A plan as the JSON that {@code benchmark run} reads. */
public final class PlanDocument {
    /** The name of the file in a plan's folder. */
    public static final String FILE = "plan.json";

    private static final String MARK = "headroomBenchmarkPlan";
    private static final int VERSION = 1;
    private static final double NANOS = 1e9;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanDocument() {}

    /** The document. */
    public static String of(BenchmarkPlan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put(MARK, VERSION).put("origin", plan.origin()).put("seed", plan.seed());
        ArrayNode concurrencies = root.putArray("concurrencies");
        plan.concurrencies().forEach(concurrencies::add);
        ArrayNode rates = root.putArray("requestsPerSecond");
        plan.rates().forEach(rates::add);
        root.put("stepSeconds", plan.stepSeconds());
        ArrayNode promises = root.putArray("promises");
        plan.promises()
                .forEach(promise -> promises.addObject()
                        .put("signal", promise.signal().word())
                        .put("percentile", promise.percentile())
                        .put("seconds", promise.limitSeconds()));
        ArrayNode requests = root.putArray("requests");
        plan.requests()
                .forEach(request -> requests.addArray().add(request.input()).add(request.output()));
        return root + "\n";
    }

    /**
     * The plan of a document.
     *
     * @param name of the file, for sentences
     */
    public static BenchmarkPlan read(String name, String text) {
        JsonNode root = parsed(name, text);
        BadInputException.unless(
                root.path(MARK).asInt() == VERSION,
                name + " is not a plan of this version of ./headroom benchmark plan");
        try {
            return new BenchmarkPlan(
                    root.path("origin").asText(),
                    root.path("seed").asLong(),
                    root.path("concurrencies")
                            .valueStream()
                            .map(JsonNode::asInt)
                            .toList(),
                    root.path("requestsPerSecond")
                            .valueStream()
                            .map(JsonNode::asDouble)
                            .toList(),
                    root.path("stepSeconds").asDouble(),
                    root.path("promises")
                            .valueStream()
                            .map(PlanDocument::promise)
                            .toList(),
                    requests(root));
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static JsonNode parsed(String name, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new BadInputException(name + " is not JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    private static List<RequestTokens> requests(JsonNode root) {
        return root.path("requests")
                .valueStream()
                .map(each ->
                        new RequestTokens(each.path(0).asInt(), each.path(1).asInt()))
                .toList();
    }

    private static Objective promise(JsonNode promise) {
        String word = promise.path("signal").asText();
        Signal signal = Arrays.stream(Signal.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("signal must be ttft, itl or e2e, was '" + word + "'"));
        return new Objective(
                signal,
                promise.path("percentile").asDouble(),
                Duration.ofNanos(Math.round(promise.path("seconds").asDouble() * NANOS)));
    }
}
