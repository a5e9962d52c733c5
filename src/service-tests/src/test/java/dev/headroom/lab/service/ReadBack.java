// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.pane.PaneMessages;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginnings: telemetry as one process would, and panes as those who serve do. */
final class ReadBack implements AutoCloseable {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");

    private final Instant now;
    private final String bootstrapServers;
    private final KafkaConsumer<byte[], byte[]> panes;
    private final WorkloadWindows merged;
    private final Set<String> writers = new HashSet<>();
    private int records;
    private long bytes;

    ReadBack(String bootstrapServers, Instant now) {
        this.now = now;
        this.bootstrapServers = bootstrapServers;
        this.panes = consumer(List.of("headroom.panes"));
        this.merged = windows();
    }

    /** By way of the real pipeline. */
    WorkloadSnapshot direct() {
        WorkloadWindows windows = windows();
        WorkloadClaim claim =
                new WorkloadClaim(CHAT, Optional.of(new ScaleTarget("llm", "Deployment", "chat")), Set.of());
        TelemetryPipeline pipeline = new TelemetryPipeline(
                new Validator(ValidationSettings.DEFAULTS), new Attribution(() -> List.of(claim), Pods.NONE), windows);
        Map<String, Decoder> decoders =
                Map.of("llm.requests", new NativeEventDecoder(), "llm.metrics", new ServerMetricsDecoder());
        try (KafkaConsumer<byte[], byte[]> telemetry = consumer(List.copyOf(decoders.keySet()))) {
            // Others go on telling meanwhile.
            Map<TopicPartition, Long> ends = telemetry.endOffsets(telemetry.assignment());
            while (!isAt(ends, telemetry)) {
                for (ConsumerRecord<byte[], byte[]> record : telemetry.poll(Duration.ofMillis(100))) {
                    Decoder decoder = Objects.requireNonNull(decoders.get(record.topic()));
                    pipeline.accept(
                            new TelemetryTopic(record.topic(), Set.of()),
                            decoder,
                            record.value(),
                            RecordHeaders.NONE,
                            now);
                }
            }
        }
        return windows.readAt(CHAT, now);
    }

    /** Of all panes that are committed by now. */
    WorkloadSnapshot merged() {
        ConsumerRecords<byte[], byte[]> batch = panes.poll(Duration.ofMillis(100));
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            PaneMessages.read(record.value())
                    .fold(
                            gained -> {
                                merged.merge(gained.workload(), gained.pane());
                                records++;
                                bytes += record.value().length;
                                return writers.add(gained.writer().process());
                            },
                            reported -> false,
                            unreadable -> {
                                throw new AssertionError(unreadable.why());
                            });
        }
        return merged.readAt(CHAT, now);
    }

    String summary() {
        return "%d panes of %d processes, %d bytes each"
                .formatted(records, writers.size(), bytes / Math.max(1, records));
    }

    @Override
    public void close() {
        panes.close();
    }

    private static boolean isAt(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private KafkaConsumer<byte[], byte[]> consumer(List<String> topics) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private WorkloadWindows windows() {
        Instant at = now;
        return new WorkloadWindows(
                () -> new FeedStatus(at, Optional.of(at), true, Optional.empty()),
                ReplicaWatch.NONE,
                SnapshotSettings.DEFAULTS);
    }
}
