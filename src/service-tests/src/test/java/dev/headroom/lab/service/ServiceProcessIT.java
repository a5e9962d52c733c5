// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is shipped: the packaged jar, a process, sockets and signals. */
class ServiceProcessIT {
    private static EmbeddedKafka broker;

    @TempDir
    Path directory;

    private RunningService service;

    @BeforeAll
    static void startBroker() {
        broker = startedBroker();
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @AfterEach
    void closeService() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void answersOnceItIsReadyAndFollowsAnEditedPolicy() throws IOException {
        writePolicy(3);

        service = serviceAt(FreePorts.onLoopback(), broker, Map.of());

        awaitReady();
        assertThat(service.metricName()).isEqualTo("desired-replicas");
        eventually(() -> service.answer().equals("3"));

        writePolicy(5);
        eventually(() -> service.answer().equals("5"));
    }

    @Test
    void completesItsStreamsBeforeSigtermEndsIt() throws Exception {
        writePolicy(3);
        service = serviceAt(FreePorts.onLoopback(), broker, Map.of());
        awaitReady();
        eventually(() -> service.answer().equals("3"));
        Queue<String> events = service.stream();
        eventually(() -> !events.isEmpty());

        int exit = service.terminate();

        eventually(() -> events.size() == 2);
        assertThat(events).containsExactly("true", "completed");
        assertThat(exit).isIn(0, 143);
    }

    @Test
    void isNotReadyWhereAnotherHoldsItsGrpcPort() throws IOException {
        writePolicy(3);
        service = serviceAt(FreePorts.onLoopback(), broker, Map.of());
        awaitReady();
        FreePorts taken =
                new FreePorts(service.ports().grpc(), FreePorts.onLoopback().http());

        try (RunningService second = serviceAt(taken, broker, Map.of())) {
            eventually(() -> second.started().equals("UP")
                    && second.readinessOf("telemetry-feed").equals("UP"));

            assertThat(second.readiness()).isEqualTo("DOWN");
            assertThat(second.readinessOf("grpc-port")).isEqualTo("DOWN");
        }
        assertThat(service.readinessOf("grpc-port"))
                .as("of the one that holds it")
                .isEqualTo("UP");
    }

    /** A limit for a topic that is not read would leave the one that it was meant for open. */
    @Test
    void aWrongSettingEndsTheStartInOneSentence() throws Exception {
        writePolicy(3);

        service =
                serviceAt(FreePorts.onLoopback(), broker, Map.of("headroom.topics.namespaces.\"llm.none\"", "team-a"));

        assertThat(service.awaitEnd()).isEqualTo(1);
        assertThat(Files.readAllLines(service.log()))
                .hasSizeLessThan(10)
                .last()
                .asString()
                .contains("headroom.topics.namespaces must name one of the topics that are read, which are llm.metrics,"
                        + " llm.requests, llm.spans, was 'llm.none'")
                .doesNotContain("IngestWiring");
    }

    @Test
    void answersFromMemoryWhereItIsToldTo() throws IOException {
        writePolicy(3);

        service = serviceAt(
                FreePorts.onLoopback(),
                broker,
                Map.of("headroom.plans.mode", "memory", "headroom.plans.topic", "never-made"));

        awaitReady();
        eventually(() -> service.answer().equals("3"));
        assertThat(service.meter("headroom_plans_owner"))
                .as("nothing is shared")
                .isEmpty();
    }

    @Test
    void startsWithoutTheBrokerInventsNothingAndRecovers() throws IOException {
        writePolicy(3);
        try (EmbeddedKafka late = startedBroker()) {
            late.stop();
            service = serviceAt(FreePorts.onLoopback(), late, Map.of("headroom.feed.catch-up-deadline", "PT3S"));

            awaitReady();
            // Long enough for the silence to be called darkness, which changes the reason and not the answer.
            await().during(Duration.ofSeconds(8))
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> service.answer().equals("UNAVAILABLE"));
            assertThat(service.metricName())
                    .as("answered from the metadata alone")
                    .isEqualTo("desired-replicas");

            late.start();

            eventually(() -> service.answer().equals("3"));
        }
    }

    private static EmbeddedKafka startedBroker() {
        EmbeddedKafka kafka = EmbeddedKafka.started();
        kafka.createTopic("llm.spans", 2);
        kafka.createTopic("llm.requests", 1);
        return kafka;
    }

    private RunningService serviceAt(FreePorts ports, EmbeddedKafka kafka, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        return new RunningService(directory, ports, settings);
    }

    private void awaitReady() {
        eventually(() -> service.readiness().equals("UP"));
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private Path policyFile() {
        return directory.resolve("slo-policies/llm/chat.yaml");
    }

    private void writePolicy(int minReplicas) throws IOException {
        Files.createDirectories(policyFile().getParent());
        Files.writeString(policyFile(), """
                apiVersion: headroom.dev/v1
                workload: { models: [chat] }
                concurrency: { perReplica: 64 }
                replicas: { min: %d, max: 40 }
                """.formatted(minReplicas));
    }
}
