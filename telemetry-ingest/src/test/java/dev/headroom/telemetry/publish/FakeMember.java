// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own double of a consumer, reading from the fake broker, a few records a poll. */
final class FakeMember extends MockConsumer<byte[], byte[]> {
    private static final int MOST_A_POLL = 7;
    private static final Node LEADER = new Node(1, "localhost", 9092);

    private final FakeBroker broker;
    private final Set<TopicPartition> paused = new HashSet<>();

    FakeMember(FakeBroker broker) {
        super("earliest");
        this.broker = broker;
    }

    /** A partition that is given away and comes back is not paused. Kafka's consumer does so, its double does not. */
    @Override
    public synchronized void rebalance(Collection<TopicPartition> assigned) {
        super.rebalance(assigned);
        paused.retainAll(assigned);
    }

    @Override
    public synchronized void pause(Collection<TopicPartition> partitions) {
        super.pause(partitions);
        paused.addAll(partitions);
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
        super.resume(partitions);
        paused.removeAll(partitions);
    }

    @Override
    public synchronized Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        // What is scheduled is done first, such as a rebalance.
        var unused = super.poll(timeout);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            List<ConsumerRecord<byte[], byte[]>> log = broker.log(partition);
            int from = (int) position(partition);
            int to = paused().contains(partition) ? from : Math.min(log.size(), from + MOST_A_POLL);
            if (to > from) {
                found.put(partition, new ArrayList<>(log.subList(from, to)));
                next.put(partition, new OffsetAndMetadata(to));
                seek(partition, to);
            }
        }
        return new ConsumerRecords<>(found, next);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>(broker.commits);
        commits.keySet().retainAll(partitions);
        return commits;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> millis, Duration timeout) {
        Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
        if (millis.values().stream().anyMatch(from -> from < 0)) {
            throw new IllegalArgumentException("the target time cannot be negative");
        }
        millis.forEach((partition, from) -> broker.log(partition).stream()
                .filter(record -> record.timestamp() >= from)
                .findFirst()
                .ifPresent(
                        record -> offsets.put(partition, new OffsetAndTimestamp(record.offset(), record.timestamp()))));
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        partitions.forEach(
                partition -> ends.put(partition, (long) broker.log(partition).size()));
        return ends;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        return listTopics(timeout).getOrDefault(topic, List.of());
    }

    @Override
    public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
        Node[] nodes = {LEADER};
        return Map.of(
                FakeBroker.SOURCE,
                List.of(
                        new PartitionInfo(FakeBroker.SOURCE, 0, LEADER, nodes, nodes),
                        new PartitionInfo(FakeBroker.SOURCE, 1, LEADER, nodes, nodes)));
    }
}
