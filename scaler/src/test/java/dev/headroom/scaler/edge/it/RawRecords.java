// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes bytes to a partition of one's choice, in order. */
final class RawRecords implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    KafkaForTheService.broker().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** Null is a tombstone. */
    void send(String topic, int partition, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, partition, null, value));
    }

    /** Waits until the broker has it, and says where. */
    long send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get().offset();
    }

    /** The same by a producer that takes large records and compresses them. */
    static long sendCompressed(String compression, ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> compressing = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        KafkaForTheService.broker().bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        compression,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        64 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return compressing.send(record).get().offset();
        }
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
