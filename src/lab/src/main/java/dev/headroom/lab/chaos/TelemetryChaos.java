// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.Bombs;
import dev.headroom.lab.service.SteadyTraffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What is wrong in telemetry. */
final class TelemetryChaos {
    private static final Duration LASTS = Duration.ofSeconds(60);
    private static final int ONE_IN = 5;
    /** Copies that counted would show as a fifth more. */
    private static final double STILL_RIGHT = 1.05 * ChaosStage.PER_SECOND;

    private static final int UNDECODABLE = 2_000;
    /** Far more than the service's whole heap. */
    private static final int BOMB_BYTES = 400 << 20;

    private static final int EMPTY_POINTS = 1 << 22;

    /** Some cannot be read, and some would fill the memory of who unpacks them. */
    static final ChaosFault POISON = ChaosFault.of(
                    "poison-records",
                    StageKind.TWO_REPLICAS,
                    "2,000 records that are no events, four of 400 MiB when unpacked, one with a false size, one of"
                            + " 4 million empty points",
                    "each is counted and skipped, and no process dies",
                    TelemetryChaos::poison)
            .lookedAtBy((stage, notes) -> {
                for (WatchedReplica replica : stage.replicas()) {
                    long skipped = replica.service()
                            .meter("headroom_records_skipped_total")
                            .orElse(0);
                    notes.expect(skipped >= UNDECODABLE, "a replica counted %d records", skipped);
                }
            });

    static final ChaosFault COPIES = ChaosFault.of(
            "copied-events",
            StageKind.TWO_REPLICAS,
            "every fifth event is sent twice for 60 s",
            "each request counts once",
            (stage, notes) -> {
                long begin = System.nanoTime();
                stage.traffic().copyOneIn(ONE_IN);
                Waiting.during(LASTS);
                double highest =
                        Watched.since(stage.replicas(), begin).highestDemand().orElse(0);
                notes.expect(highest <= STILL_RIGHT, "%.1f requests/s at most were read", highest);
                stage.traffic().heal();
            });

    static final ChaosFault SILENT = unheard(
            "server-silent",
            "neither events nor scrapes come of one of six servers for 60 s, though it serves",
            traffic -> traffic.silence(0));

    static final ChaosFault FROZEN = unheard(
            "server-frozen",
            "one of six servers shows the same scrape for 60 s, and no events come of it, though it serves",
            traffic -> traffic.freeze(0));

    private TelemetryChaos() {}

    private static ChaosFault unheard(String name, String done, Consumer<SteadyTraffic> trouble) {
        return ChaosFault.of(
                name,
                StageKind.TWO_REPLICAS,
                done,
                "missing telemetry is not taken for missing load",
                (stage, notes) -> {
                    trouble.accept(stage.traffic());
                    Waiting.during(LASTS);
                    stage.traffic().heal();
                });
    }

    private static void poison(ChaosStage stage, Notes notes) throws Exception {
        String broker = stage.cluster().bootstrapServers();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] noEvent = "no event".getBytes(StandardCharsets.UTF_8);
            for (int number = 0; number < UNDECODABLE; number++) {
                var unused = producer.send(new ProducerRecord<>(BrokerCluster.EVENTS, number % 2, null, noEvent));
            }
        }
        for (CompressionType type : List.of(CompressionType.GZIP, CompressionType.ZSTD)) {
            for (String topic : List.of(BrokerCluster.EVENTS, "llm.spans")) {
                Bombs.write(broker, topic, 0, Bombs.ofZeros(type, BOMB_BYTES));
            }
        }
        Bombs.write(broker, "llm.spans", 0, Bombs.ofALie(CompressionType.GZIP));
        Bombs.write(broker, "llm.metrics", 0, Bombs.ofEmptyPoints(CompressionType.GZIP, EMPTY_POINTS));
    }
}
