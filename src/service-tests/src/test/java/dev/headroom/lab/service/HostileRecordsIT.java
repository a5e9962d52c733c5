// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that end a process which takes them into memory, sent to the service as it is shipped, with less than half of its image's heap
 * and that image's order to end at once when memory is short.
 */
class HostileRecordsIT {
    private static final int BOMB_BYTES = 420 << 20;

    /** Twice as many bytes: within the bound of a record. */
    private static final int EMPTY_POINTS = 8_000_000;

    @TempDir
    Path directory;

    private final List<RunningService> started = new ArrayList<>();

    @AfterEach
    void closeServices() {
        started.forEach(RunningService::close);
    }

    @Test
    void noRecordEndsAnyProcessThoughItClaimsMoreThanTheHeap() throws Exception {
        writePolicy();
        try (EmbeddedKafka broker = EmbeddedKafka.started()) {
            broker.createTopic("llm.requests", 2);
            broker.createTopic("llm.spans", 1);
            broker.createTopic("llm.metrics", 1);
            broker.createTopic("dead", 1);
            RunningService serve = at(broker, Map.of("headroom.dead-letters.topic", "dead"));
            RunningService ingest = at(broker, Map.of("headroom.role", "ingest"));
            RunningService panes = at(broker, Map.of("headroom.feed.source", "panes", "headroom.plans.mode", "memory"));
            for (RunningService service : started) {
                eventually(() -> service.readiness().equals("UP"));
            }
            eventually(() -> serve.plansForAll());

            try (SteadyTraffic traffic = new SteadyTraffic(broker.bootstrapServers(), 20, Duration.ofMinutes(3))) {
                Set<String> bombs = throwBombs(broker);
                long before = traffic.told();

                for (RunningService service : List.of(serve, ingest)) {
                    eventually(() -> service.meter("headroom_records_skipped_total{reason=\"too_large\"}")
                                    .orElse(0)
                            == bombs.size());
                    eventually(
                            () -> service.meter("headroom_observations_total").orElse(0) > before);
                }
                eventually(() -> panes.answer().matches("\\d+"));
                assertThat(lettersOf(broker, bombs.size())).isEqualTo(bombs);
                eventually(() -> serve.answer().matches("\\d+"));

                serve.kill();
                RunningService heir = at(broker, Map.of());
                eventually(() -> heir.meter("headroom_records_skipped_total{reason=\"too_large\"}")
                                .orElse(0)
                        == bombs.size());
                eventually(() -> heir.answer().matches("\\d+"));
            }
        }
    }

    /** Zeros in two compressions before telemetry and in the middle of it, a lie, and many small things. */
    private static Set<String> throwBombs(EmbeddedKafka broker) throws IOException {
        Set<String> places = new HashSet<>();
        for (CompressionType type : List.of(CompressionType.GZIP, CompressionType.ZSTD)) {
            for (String topic : List.of("llm.requests", "llm.spans")) {
                places.add(topic + "/0/"
                        + Bombs.write(broker.bootstrapServers(), topic, 0, Bombs.ofZeros(type, BOMB_BYTES)));
            }
        }
        places.add("llm.spans/0/"
                + Bombs.write(broker.bootstrapServers(), "llm.spans", 0, Bombs.ofALie(CompressionType.GZIP)));
        places.add("llm.metrics/0/"
                + Bombs.write(
                        broker.bootstrapServers(),
                        "llm.metrics",
                        0,
                        Bombs.ofEmptyPoints(CompressionType.GZIP, EMPTY_POINTS)));
        return places;
    }

    private static Set<String> lettersOf(EmbeddedKafka broker, int count) {
        TopicPartition dead = new TopicPartition("dead", 0);
        Set<String> keys = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(dead));
            consumer.seekToBeginning(List.of(dead));
            await().atMost(Duration.ofMinutes(3)).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letter -> {
                    assertThat(letter.value()).isNull();
                    keys.add(new String(letter.key(), StandardCharsets.UTF_8));
                });
                return keys.size() >= count;
            });
        }
        return keys;
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
        ChatPolicy.write(directory, """
                objectives:
                  - { signal: e2e, percentile: 95, atMost: 20s }
                concurrency: { perReplica: 8 }
                replicas: { min: 1, max: 40, whenDark: hold }
                """);
    }
}
