// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a broker keeps: records of telemetry, committed offsets, committed panes, and who owns which partition. */
final class FakeBroker {
    static final String SOURCE = "llm.requests";

    final List<byte[]> panes = new ArrayList<>();
    final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    final Map<TopicPartition, String> owners = new HashMap<>();
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

    static TopicPartition partition(int number) {
        return new TopicPartition(SOURCE, number);
    }

    /** Writes a record that says nothing but a number. */
    void produce(int partition, int number, long millis) {
        List<ConsumerRecord<byte[], byte[]>> log = log(partition(partition));
        byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        log.add(new ConsumerRecord<>(
                SOURCE,
                partition,
                log.size(),
                millis,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                Optional.empty()));
    }

    List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
        return records.computeIfAbsent(partition, absent -> new ArrayList<>());
    }
}
