// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Decisions of a workload that gets 60 requests/s, of which a replica is booked with 12.8. */
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
        Demand demand = new Demand(
                60, 0, Demand.RiseSource.LAST_HOURS, OptionalDouble.empty(), 1000, shape, Duration.ofMinutes(2));
        CapacityEstimate believed = new CapacityEstimate(
                12_800,
                CapacityEstimate.Source.SHOWN,
                OptionalDouble.empty(),
                Optional.empty(),
                0.5,
                1.5,
                OptionalDouble.empty());
        CapacityFacts capacity = new CapacityFacts(
                Optional.of(believed),
                OptionalInt.of(8),
                OptionalInt.of(128),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        ObjectNode tree = json("{}");
        tree.set("snapshot", json(SNAPSHOT.formatted(READING)));
        tree.set("demand", DecisionText.asTree(demand));
        tree.set("policy", json(POLICY.formatted(max)));
        tree.set("capacity", DecisionText.asTree(capacity));
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
}
