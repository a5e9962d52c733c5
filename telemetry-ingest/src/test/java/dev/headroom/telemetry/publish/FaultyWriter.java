// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own double of a producer, that fails where it is told to and whose commits reach the fake broker whole or not at all. */
final class FaultyWriter extends MockProducer<byte[], byte[]> {
    /** Where it fails next. */
    enum Fault {
        NONE,
        OPENING,
        BEGINNING,
        SENDING,
        OFFSETS,
        BEFORE_COMMIT,
        /** The broker committed, the answer was lost. */
        AFTER_COMMIT
    }

    /** The fault of a process, shared by its producers one after the other. */
    static final class Trouble {
        Fault next = Fault.NONE;

        void meet(Fault here) {
            if (next == here) {
                next = Fault.NONE;
                throw new TimeoutException("injected: " + here);
            }
        }
    }

    private final FakeBroker broker;
    private final String process;
    private final Trouble trouble;
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();

    FaultyWriter(FakeBroker broker, String process, Trouble trouble) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.broker = broker;
        this.process = process;
        this.trouble = trouble;
    }

    @Override
    public void initTransactions() {
        trouble.meet(Fault.OPENING);
        super.initTransactions();
    }

    @Override
    public void beginTransaction() {
        trouble.meet(Fault.BEGINNING);
        super.beginTransaction();
    }

    @Override
    public synchronized java.util.concurrent.Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        trouble.meet(Fault.SENDING);
        return super.send(record);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> wanted, ConsumerGroupMetadata groupMetadata) {
        trouble.meet(Fault.OFFSETS);
        if (wanted.keySet().stream().anyMatch(partition -> !process.equals(broker.owners.get(partition)))) {
            throw new CommitFailedException("the group has moved on");
        }
        super.sendOffsetsToTransaction(wanted, groupMetadata);
        offsets = wanted;
    }

    @Override
    public void commitTransaction() {
        trouble.meet(Fault.BEFORE_COMMIT);
        List<ProducerRecord<byte[], byte[]>> records = uncommittedRecords();
        super.commitTransaction();
        records.forEach(record -> broker.panes.add(record.value()));
        broker.commits.putAll(offsets);
        trouble.meet(Fault.AFTER_COMMIT);
    }
}
