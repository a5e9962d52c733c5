// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Asks where a consumer's partitions end, and handles the answer. On the consumer's thread. */
public final class EndQuestion {
    /** Shorter than the time after which silence of the broker counts, so that one slow answer does not. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    /** At a probe every 2 s about 10 s: no batch takes that long to process, so nothing unprocessed is skipped. */
    private static final int STAND_STILL_PROBES = 5;

    private static final Logger LOG = Logger.getLogger(EndQuestion.class);

    private final FeedProgress progress;
    private final InstantSource clock;
    private final Map<TopicPartition, StandStill> standStills = new HashMap<>();
    private boolean topicsMissing;

    /** Not asked yet. */
    public EndQuestion(FeedProgress progress, InstantSource clock) {
        this.progress = progress;
        this.clock = clock;
    }

    /** Asks; throws the client's exception when the broker does not answer within seconds. */
    public void ask(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> assignment = consumer.assignment();
        if (assignment.isEmpty()) {
            // Without partitions an empty question would be answered without the broker.
            withoutPartitions(consumer.listTopics(ANSWER_LIMIT).keySet(), consumer.subscription());
            return;
        }
        progress.retainOnly(assignment);
        Set<TopicPartition> led = withLeader(consumer, assignment);
        Map<TopicPartition, Long> ends = consumer.endOffsets(led, ANSWER_LIMIT);
        for (TopicPartition partition : led) {
            skipMarkers(partition, consumer.position(partition, ANSWER_LIMIT), ends.getOrDefault(partition, 0L));
        }
        progress.probed(ends, clock.instant());
    }

    /** Asking about one partition without a leader would leave the question about all unanswered. */
    private static Set<TopicPartition> withLeader(Consumer<byte[], byte[]> consumer, Set<TopicPartition> assignment) {
        Set<TopicPartition> led = new HashSet<>();
        for (String topic : assignment.stream().map(TopicPartition::topic).collect(Collectors.toSet())) {
            for (PartitionInfo partition : consumer.partitionsFor(topic, ANSWER_LIMIT)) {
                if (partition.leader() != null && !partition.leader().isEmpty()) {
                    led.add(new TopicPartition(topic, partition.partition()));
                }
            }
        }
        led.retainAll(assignment);
        return led;
    }

    private void withoutPartitions(Set<String> existing, Set<String> wanted) {
        progress.contact(clock.instant());
        if (Collections.disjoint(existing, wanted)) {
            progress.nothingToRead();
            if (!topicsMissing) {
                LOG.warnf("waiting for missing topics topics=%s", String.join(",", wanted));
                topicsMissing = true;
            }
        }
    }

    /**
     * Offsets that hold no record (markers of transactions, compacted records) are never processed. When the position is at the end, and
     * nothing more is processed for several probes, the offsets between hold no record.
     */
    private void skipMarkers(TopicPartition partition, long position, long end) {
        long next = progress.nextOffset(partition).orElse(position);
        boolean standsStill = position >= end && next < end;
        StandStill before = standStills.get(partition);
        if (!standsStill) {
            standStills.remove(partition);
        } else if (before == null || before.next() != next) {
            standStills.put(partition, new StandStill(next, 1));
        } else if (before.probes() < STAND_STILL_PROBES) {
            standStills.put(partition, new StandStill(next, before.probes() + 1));
        } else {
            progress.skippedTo(partition, position);
        }
    }

    /** How many probes in a row saw the same next offset while the position stood at the end. */
    private record StandStill(long next, int probes) {}
}
