// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.Bombs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that cannot be read, and records that would fill the memory of who unpacks them. */
final class PoisonRecords implements ChaosFault {
    private static final int UNDECODABLE = 2_000;
    /** Far more than the service's whole heap. */
    private static final int BOMB_BYTES = 400 << 20;

    private static final int EMPTY_POINTS = 1 << 22;
    private static final String SKIPPED = "headroom_records_skipped_total";

    @Override
    public String name() {
        return "poison-records";
    }

    @Override
    public String done() {
        return "2,000 records that are no events, four of 400 MiB when unpacked, one that lies about its size, one of 4 million empty points";
    }

    @Override
    public String toBeSeen() {
        return "each is counted and skipped, and no process dies";
    }

    @Override
    public StageKind stage() {
        return StageKind.TWO_REPLICAS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
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

    @Override
    public void look(ChaosStage stage, Notes notes) {
        for (WatchedReplica replica : stage.replicas()) {
            OptionalLong skipped = replica.service().meter(SKIPPED);
            notes.expect(skipped.orElse(0) >= UNDECODABLE, "a replica counted %d records", skipped.orElse(0));
        }
    }
}
