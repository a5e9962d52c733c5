// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.consume.PartitionStatus;
import dev.headroom.telemetry.pane.ReadingProgress;
import dev.headroom.telemetry.pane.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;

/** How far this process has read, put into ages so that readers with another clock understand it. One thread. */
final class ProgressReport {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private final List<String> sources;
    private final FeedProgress progress;
    private final InstantSource clock;
    private Map<String, Integer> topics = Map.of();

    ProgressReport(List<String> sources, FeedProgress progress, InstantSource clock) {
        this.sources = sources;
        this.progress = progress;
        this.clock = clock;
    }

    /** Asks which topics there are; on the consumer's thread. */
    void ask(Consumer<byte[], byte[]> consumer) {
        Map<String, List<PartitionInfo>> existing = consumer.listTopics(ANSWER_LIMIT);
        Map<String, Integer> found = new HashMap<>();
        for (String topic : sources) {
            List<PartitionInfo> partitions = existing.get(topic);
            if (partitions != null && !partitions.isEmpty()) {
                found.put(topic, partitions.size());
            }
        }
        topics = found;
    }

    ReadingProgress of(int generation) {
        Instant now = clock.instant();
        return new ReadingProgress(
                generation,
                topics,
                progress.partitionStatus().stream()
                        .map(status -> shareOf(status, now))
                        .sorted(Comparator.comparing(ReadingProgress.Share::source))
                        .toList(),
                progress.status().backSince().map(since -> age(since, now)));
    }

    private static ReadingProgress.Share shareOf(PartitionStatus status, Instant now) {
        return new ReadingProgress.Share(
                new SourcePartition(status.topic(), status.partition()),
                status.next(),
                status.end() == Long.MAX_VALUE ? status.next() : status.end(),
                status.behindSince().map(since -> age(since, now)),
                age(status.contact(), now),
                status.caughtUp());
    }

    private static Duration age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
