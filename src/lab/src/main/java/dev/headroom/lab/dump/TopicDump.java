// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import dev.headroom.lab.dump.DumpedRecord.Header;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Copies topics from a beginning to the ends that they have when it starts, so that it ends however much is written meanwhile. It
 * joins no group and commits nothing: nobody else notices.
 */
public final class TopicDump {
    private static final Duration POLL = Duration.ofMillis(250);

    private final Consumer<byte[], byte[]> consumer;
    private final int mostIdlePolls;
    private final Map<String, Copied> copied = new LinkedHashMap<>();

    /** What of a topic was copied. */
    public static final class Copied {
        private final int partitions;
        private long records;
        private long bytes;

        private Copied(int partitions) {
            this.partitions = partitions;
        }

        /** How many partitions the topic has. */
        public int partitions() {
            return partitions;
        }

        /** How many records. */
        public long records() {
            return records;
        }

        /** Of keys and values. */
        public long bytes() {
            return bytes;
        }
    }

    /** Topics that cannot be copied, in one sentence. */
    public static final class CannotDump extends RuntimeException {
        CannotDump(String message) {
            super(message);
        }
    }

    /**
     * Copies nothing yet.
     *
     * @param consumer with nothing assigned; closed by the caller
     * @param patience how long no record may come while some are missing
     */
    public TopicDump(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.mostIdlePolls = (int) Math.max(1, patience.dividedBy(POLL));
    }

    /**
     * Copies all there is.
     *
     * @param fromMillis records with this timestamp or a later one; empty for all
     * @return what was copied, by topic
     */
    public Map<String, Copied> copy(List<String> topics, OptionalLong fromMillis, DumpWriter writer)
            throws IOException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<TopicPartition> ofTopic = partitionsOf(topic);
            copied.put(topic, new Copied(ofTopic.size()));
            partitions.addAll(ofTopic);
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        goToBeginnings(partitions, fromMillis, ends);
        copyUntil(ends, writer);
        return copied;
    }

    private List<TopicPartition> partitionsOf(String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new CannotDump("topic " + topic + " does not exist");
        }
        return known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private void goToBeginnings(
            List<TopicPartition> partitions, OptionalLong fromMillis, Map<TopicPartition, Long> ends) {
        if (fromMillis.isEmpty()) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, fromMillis.getAsLong()));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(wanted));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            // None is so late: its end is where nothing is to be copied.
            consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
    }

    private void copyUntil(Map<TopicPartition, Long> ends, DumpWriter writer) throws IOException {
        int idlePolls = 0;
        while (!isAtEnds(ends)) {
            int count = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                count++;
                long end = ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
                if (record.offset() < end) {
                    take(record, writer);
                }
            }
            idlePolls = count > 0 ? 0 : idlePolls + 1;
            if (idlePolls > mostIdlePolls && !isAtEnds(ends)) {
                throw new CannotDump(
                        "no record came for " + POLL.multipliedBy(mostIdlePolls).toSeconds() + " s, though "
                                + missing(ends) + " offsets are not reached yet");
            }
        }
    }

    /** By position: the last offsets of a partition may be a transaction's markers, which are no records. */
    private boolean isAtEnds(Map<TopicPartition, Long> ends) {
        return missing(ends) == 0;
    }

    private long missing(Map<TopicPartition, Long> ends) {
        long missing = 0;
        List<TopicPartition> whole = new ArrayList<>();
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            long left = end.getValue() - consumer.position(end.getKey());
            missing += Math.max(0, left);
            if (left <= 0) {
                whole.add(end.getKey());
            }
        }
        // What is written meanwhile is not fetched: else a busy topic would keep the others waiting.
        consumer.pause(whole);
        return missing;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, DumpWriter writer) throws IOException {
        DumpedRecord dumped = new DumpedRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                bytes(record.key()),
                headers(record),
                bytes(record.value()));
        writer.write(dumped);
        Copied ofTopic = copied.get(record.topic());
        if (ofTopic != null) {
            ofTopic.records++;
            ofTopic.bytes += dumped.key().map(ByteString::size).orElse(0)
                    + dumped.value().map(ByteString::size).orElse(0);
        }
    }

    private static List<Header> headers(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), bytes(header.value()))));
        return headers;
    }

    private static Optional<ByteString> bytes(byte @Nullable [] bytes) {
        return bytes == null ? Optional.empty() : Optional.of(ByteString.copyFrom(bytes));
    }
}
