// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes records and the offsets up to which they hold, both or neither. After any failure the producer is given up: its successor of the
 * same transactional id completes or aborts the open transaction. Only then the outcome is known.
 */
final class Transactions {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    Transactions(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** An open transaction is settled when this returns; throws the client's exception when it cannot be settled now. */
    void open() {
        if (producer != null) {
            return;
        }
        Producer<byte[], byte[]> fresh = producers.get();
        try {
            fresh.initTransactions();
        } catch (RuntimeException e) {
            fresh.close(Duration.ZERO);
            throw e;
        }
        producer = fresh;
    }

    /** Throws when it is not known to be written; whether it was, {@link #open} settles. */
    void write(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new KafkaException("a transaction can begin only after the previous one is settled");
        }
        try {
            open.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                // A failure of one of them makes the commit fail.
                var unused = open.send(record);
            }
            open.sendOffsetsToTransaction(offsets, group);
            open.commitTransaction();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Without waiting: outstanding work is not worth it. */
    void close() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }
}
