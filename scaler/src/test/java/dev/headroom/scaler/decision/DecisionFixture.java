// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.slo.DocumentName;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Decisions of a workload that gets 60 requests/s, of which a replica carries 12.8 within E2E p95 of 5 s. */
public final class DecisionFixture {
    private static final String POLICY = """
            {"name":{"namespace":"llm","name":"chat"},"workload":{"models":["llama"]},
             "objectives":[{"signal":"e2e","percentile":95,"atMost":"PT5S"}],"profile":"h100",
             "replicas":{"min":1,"max":%d,"whenDark":"hold"},
             "terms":{"posture":"lean","cost":{"gpuHourUsd":2,"violationUsd":0},"mode":"enforce",
              "missed":{"aborted":"late","failed":"always"},"errorBudget":{"window":"PT672H"}}}""";

    private static final String SNAPSHOT = """
            {"workload":{"namespace":"llm","name":"chat"},"at":"2026-11-24T08:00:00Z",
             "state":{"is":"fresh","cause":"events arrive","since":"2026-11-24T08:00:00Z"},
             "now":%1$s,"recent":%1$s,
             "servers":{"replicasSeen":4,"replicasScraped":0,"load":{}},
             "unfinished":{"at":"2026-11-24T08:00:00Z","groups":[]}}""";

    private static final String NOTHING = "{\"zeros\":0,\"sumOfMillionths\":0,\"firstBin\":0,\"counts\":[]}";

    private static final String READING = """
            {"interval":{"from":"2026-11-24T07:59:00Z","to":"2026-11-24T08:00:00Z"},
             "ends":{"completed":0,"aborted":0,"failed":0,"retries":0,"abortedAfter":%1$s,"abortedWithoutToken":%1$s},
             "inputTokens":%1$s,"outputTokens":%1$s,"timeToFirstToken":%1$s,"interTokenLatency":%1$s,"endToEnd":%1$s}""".formatted(NOTHING);

    private DecisionFixture() {}

    /** Five replicas. */
    public static Decision decision() {
        return decision(40);
    }

    /** As many as the limit leaves. */
    public static Decision decision(int max) {
        PlanInput input = input(max);
        return new Decision("1.2.3", PlanSettings.DEFAULTS, input, new Planner(PlanSettings.DEFAULTS).plan(input));
    }

    private static PlanInput input(int max) {
        TrafficShape shape = new TrafficShape(5000, 500, TrafficShape.Arrivals.STEADY);
        ServingProfile profile = new ServingProfile(
                new DocumentName("llm", "h100"),
                "H100",
                8,
                new ServingProfile.EngineLimits(8, 128, OptionalLong.empty(), 2048),
                new Performance.MeasuredTable(5000, 500, false, List.of(point(1, 2.5), point(64, 5), point(128, 10))));
        ObjectNode tree = json("{}");
        tree.set("snapshot", json(SNAPSHOT.formatted(READING)));
        tree.set("demand", DecisionText.asTree(new Demand(60, 0, shape, Duration.ofMinutes(2), "last-value")));
        tree.set("policy", json(POLICY.formatted(max)));
        tree.set("capacity", DecisionText.asTree(CapacityBelief.of(profile)));
        tree.set("supply", json("{\"wanted\":4,\"starting\":[],\"hardware\":[]}"));
        tree.put("horizon", "PT2M");
        tree.put("knownSince", "2026-11-24T07:00:00Z");
        return (PlanInput) RecordReader.read(PlanInput.class, tree, "input");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Performance.Point point(double concurrency, double e2e) {
        return new Performance.Point(
                concurrency, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(e2e));
    }
}
