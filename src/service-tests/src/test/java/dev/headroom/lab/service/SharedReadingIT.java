// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes share the reading of six partitions; one is killed in the middle. Who reads their panes knows what one process knows
 * that reads everything, and answers alike. Beside it 40 requests/s come for another workload, whatever is killed: at no time does a
 * rate that is called whole say otherwise, and nothing reads as idle.
 */
@Tag("long")
class SharedReadingIT {
    private static final int REQUESTS = 6_000;
    private static final int PARTITIONS = 7;
    private static final long SEED = 11;
    private static final double PER_SECOND = 40;
    /** What 6 s of 60 would be: a busy machine is late by less, and what was missing before was more. */
    private static final double LEAST = 0.9 * PER_SECOND;

    @TempDir
    Path directory;

    private final List<RunningService> started = new ArrayList<>();
    private final Set<String> states = new TreeSet<>();
    private final Set<Double> rates = new TreeSet<>();

    @AfterEach
    void closeServices() {
        started.forEach(RunningService::close);
    }

    @Test
    void losesNothingAndCountsNothingTwiceThoughAReaderIsKilled() throws Exception {
        writePolicy();
        try (EmbeddedKafka broker = EmbeddedKafka.started();
                SteadyTraffic steady = steadyTraffic(broker)) {
            RunningService doomed = ingest(broker);
            RunningService heir = ingest(broker);
            RunningService direct = serve(broker, Map.of());
            RunningService panes = serve(broker, Map.of("headroom.feed.source", "panes"));
            for (RunningService service : started) {
                eventually(() -> service.readiness().equals("UP"));
            }
            // Both have a share before anything is sent.
            eventually(() -> doomed.meter("headroom_feed_partitions").orElse(0) > 0
                    && heir.meter("headroom_feed_partitions").orElse(0) > 0);

            SharedTraffic traffic = new SharedTraffic(broker.bootstrapServers(), SEED, REQUESTS);
            traffic.send(0.5, () -> watch(panes));
            doomed.kill();
            traffic.send(1, () -> watch(panes));
            eventually(() -> watch(panes).equals("fresh")
                    && heir.meter("headroom_feed_partitions").orElse(0) == PARTITIONS);

            assertSameWindows(broker);
            assertSameAnswers(direct, panes, traffic);
            heir.kill();
            showsDarkAndHolds(panes);
            System.out.println(steady.told() + " requests beside, rates told " + rates + ", states " + states);
            assertThat(states).contains("fresh", "lagging", "dark").doesNotContain("idle");
            assertThat(rates).isNotEmpty().allSatisfy(rate -> assertThat(rate).isGreaterThan(LEAST));
        }
    }

    private static SteadyTraffic steadyTraffic(EmbeddedKafka broker) {
        broker.createTopic("llm.requests", 4);
        broker.createTopic("llm.metrics", 2);
        broker.createTopic("llm.spans", 1);
        return new SteadyTraffic(
                broker.bootstrapServers(),
                PER_SECOND,
                Duration.ofMinutes(2),
                true,
                new SteadyTraffic.Place("steady", 4));
    }

    /** States of both workloads, and the rates that are called whole of the one whose rate is known; answers the state of the other. */
    private String watch(RunningService panes) {
        JsonNode telemetry = panes.workload("llm/steady").path("telemetry");
        String state =
                panes.workload("llm/chat").path("telemetry").path("state").asText();
        states.add(state);
        states.add(telemetry.path("state").asText());
        if (telemetry.path("arrivals").path("whole").asBoolean()) {
            rates.add(telemetry.path("arrivals").path("requestsPerSecond").asDouble());
        }
        return state;
    }

    /** What the panes hold is what the records hold: counts to the last one, and all distributions bin by bin. */
    private static void assertSameWindows(EmbeddedKafka broker) {
        Instant now = Instant.now();
        try (ReadBack readBack = new ReadBack(broker.bootstrapServers(), now)) {
            WorkloadSnapshot direct = readBack.direct();
            assertThat(direct.recent().ends().completed()).isEqualTo(REQUESTS);

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> readBack.merged().recent().ends().completed() >= REQUESTS);

            WorkloadSnapshot merged = readBack.merged();
            System.out.println(readBack.summary());
            assertThat(merged.recent()).isEqualTo(direct.recent());
            assertThat(merged.now()).isEqualTo(direct.now());
            assertThat(merged.unfinished()).isEqualTo(direct.unfinished());
            assertThat(merged.servers().replicasScraped())
                    .isEqualTo(direct.servers().replicasScraped());
            assertThat(merged.servers().load()).isEqualTo(direct.servers().load());
        }
    }

    private static void assertSameAnswers(RunningService direct, RunningService panes, SharedTraffic traffic) {
        eventually(() -> {
            traffic.scrape();
            return stateOf(direct).equals("fresh")
                    && stateOf(panes).equals("fresh")
                    && panes.answer().matches("\\d+")
                    && panes.answer().equals(direct.answer())
                    && objectiveOf(panes).equals(objectiveOf(direct));
        });
        System.out.println("both answer " + panes.answer() + ", both say " + objectiveOf(panes));
    }

    /** Nobody reads any more: what was known is held, and the silence is told with the partition. */
    private void showsDarkAndHolds(RunningService panes) {
        int held = Integer.parseInt(panes.answer());
        eventually(() -> watch(panes).equals("dark"));
        String cause =
                panes.workload("llm/chat").path("telemetry").path("cause").asText();
        System.out.println("all readers dead: " + cause + "; answer " + panes.answer() + ", before " + held);
        assertThat(cause).startsWith("no process has reported partition llm.");
        assertThat(Integer.parseInt(panes.answer())).isGreaterThanOrEqualTo(held);
    }

    /** What is observed of the objective, to the last digit. */
    private static String objectiveOf(RunningService service) {
        return service.workload("llm/chat").path("basis").path("objectives").toString();
    }

    private static String stateOf(RunningService service) {
        return service.workload("llm/chat").path("telemetry").path("state").asText();
    }

    private RunningService ingest(EmbeddedKafka broker) {
        return at(broker, Map.of("headroom.role", "ingest"));
    }

    private RunningService serve(EmbeddedKafka broker, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("headroom.plans.mode", "memory");
        return at(broker, settings);
    }

    private RunningService at(EmbeddedKafka broker, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        RunningService service = new RunningService(directory, FreePorts.onLoopback(), settings);
        started.add(service);
        return service;
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(3)).until(condition);
    }

    private void writePolicy() throws IOException {
        for (String deployment : List.of("chat", "steady")) {
            ChatPolicy.write(directory, deployment, """
                    objectives:
                      - { signal: e2e, percentile: 95, atMost: 20s }
                    concurrency: { perReplica: 8 }
                    replicas: { min: 1, max: 40, whenDark: hold }
                    """);
        }
    }
}
