// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.consume.PartitionBounds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The partitions that are this process's, and where each is read. On the consumer's thread. */
final class Shares {
    private static final Logger LOG = Logger.getLogger(Shares.class);

    private final SharedReadingSettings settings;
    private final FeedProgress progress;
    private final InstantSource clock;
    private final Map<TopicPartition, Share> shares = new HashMap<>();

    Shares(SharedReadingSettings settings, FeedProgress progress, InstantSource clock) {
        this.settings = settings;
        this.progress = progress;
        this.clock = clock;
    }

    Set<TopicPartition> partitions() {
        return shares.keySet();
    }

    @Nullable
    Share of(TopicPartition partition) {
        return shares.get(partition);
    }

    void drop(Collection<TopicPartition> partitions) {
        shares.keySet().removeAll(partitions);
        progress.retainOnly(Set.copyOf(shares.keySet()));
    }

    /** Begins where the last owner committed, or where a window begins if no owner ever did. */
    void add(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> added) {
        if (added.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = PartitionBounds.endsOf(consumer, added);
        Map<TopicPartition, OffsetAndMetadata> commits = commitsOf(consumer, Set.copyOf(added), ends);
        Map<TopicPartition, Long> starts = PartitionBounds.startsByTimestamp(consumer, startMillis(added, commits));
        for (TopicPartition partition : added) {
            long end = ends.getOrDefault(partition, Long.MAX_VALUE);
            Optional<OffsetAndMetadata> commit = Optional.ofNullable(commits.get(partition));
            long start = starts.getOrDefault(partition, end == Long.MAX_VALUE ? 0 : end);
            Share share = commit.map(known -> continuedFrom(known, start)).orElseGet(() -> new Share(start, start, 0));
            shares.put(partition, share);
            begin(consumer, partition, share, end);
        }
    }

    /** Everything is read again from the committed offset; so are the records whose ids were remembered since. */
    void turnBack(Consumer<byte[], byte[]> consumer) {
        shares.forEach((partition, share) -> {
            share.turnBack();
            long end = progress.partitionStatus().stream()
                    .filter(known ->
                            known.topic().equals(partition.topic()) && known.partition() == partition.partition())
                    .findFirst()
                    .map(known -> known.end())
                    .orElse(Long.MAX_VALUE);
            begin(consumer, partition, share, end);
        });
    }

    /** The offsets of a commit now; for partitions with remembered ids only, the already committed ones. */
    Map<TopicPartition, OffsetAndMetadata> offsets(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        shares.forEach((partition, share) -> {
            long position = consumer.position(partition, PartitionBounds.LOOK_UP_LIMIT);
            offsets.put(partition, share.upTo(Math.max(position, share.committed())));
        });
        return offsets;
    }

    /** Whether some partition has come further than it is committed. */
    boolean areAhead(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.entrySet().stream()
                .anyMatch(entry -> isAhead(entry.getKey(), entry.getValue().offset()));
    }

    private boolean isAhead(TopicPartition partition, long offset) {
        Share share = shares.get(partition);
        return share != null && offset > share.committed();
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            Share share = shares.get(partition);
            if (share != null) {
                share.committed(offset);
            }
        });
    }

    /**
     * Whether a transaction with these offsets was committed, by the broker's committed offsets. A transaction is atomic: the outcome for
     * one partition that is still owned and had come further holds for all.
     */
    boolean wereCommitted(
            Map<TopicPartition, OffsetAndMetadata> attempt, Map<TopicPartition, OffsetAndMetadata> commits) {
        return attempt.entrySet().stream()
                .filter(entry -> isAhead(entry.getKey(), entry.getValue().offset()))
                .anyMatch(entry -> {
                    OffsetAndMetadata commit = commits.get(entry.getKey());
                    return commit != null && commit.offset() == entry.getValue().offset();
                });
    }

    Map<TopicPartition, OffsetAndMetadata> commits(Consumer<byte[], byte[]> consumer) {
        return shares.isEmpty()
                ? Map.of()
                : consumer.committed(Set.copyOf(shares.keySet()), PartitionBounds.LOOK_UP_LIMIT);
    }

    /** A commit beyond the end is one of a topic of the same name that is no more. */
    private static Map<TopicPartition, OffsetAndMetadata> commitsOf(
            Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> commits =
                new HashMap<>(consumer.committed(partitions, PartitionBounds.LOOK_UP_LIMIT));
        commits.values().removeIf(Objects::isNull);
        commits.entrySet()
                .removeIf(entry -> entry.getValue().offset() > ends.getOrDefault(entry.getKey(), Long.MAX_VALUE));
        return commits;
    }

    private Map<TopicPartition, Long> startMillis(
            Collection<TopicPartition> added, Map<TopicPartition, OffsetAndMetadata> commits) {
        Instant now = clock.instant();
        Map<TopicPartition, Long> millis = new HashMap<>();
        for (TopicPartition partition : added) {
            Instant from = Optional.ofNullable(commits.get(partition))
                    .map(commit -> Share.newestBefore(commit)
                            .orElse(now)
                            .minus(settings.memory().span()))
                    .orElse(now.minus(settings.pace().replay()));
            millis.put(partition, Math.max(0, from.toEpochMilli()));
        }
        return millis;
    }

    private Share continuedFrom(OffsetAndMetadata commit, long remembered) {
        long from = Math.max(remembered, commit.offset() - settings.memory().records());
        return new Share(
                commit.offset(),
                Math.min(from, commit.offset()),
                Share.newestBefore(commit).map(Instant::toEpochMilli).orElse(0L));
    }

    private void begin(Consumer<byte[], byte[]> consumer, TopicPartition partition, Share share, long end) {
        consumer.seek(partition, share.readFrom());
        Instant now = clock.instant();
        progress.assigned(partition, share.committed(), end, share.levelAt(now), now);
        LOG.infof(
                "reading partition topic=%s partition=%d from=%d remembered-from=%d end=%d",
                partition.topic(), partition.partition(), share.committed(), share.readFrom(), end);
    }
}
