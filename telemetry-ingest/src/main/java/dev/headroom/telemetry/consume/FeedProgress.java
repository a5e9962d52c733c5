// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.FeedWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/** How far the feed has been read. Written by the consumer's threads, read by anybody; never blocks. */
public final class FeedProgress implements FeedWatch {
    /** A broker that was silent for longer was away: what producers kept meanwhile is still to come. */
    private static final Duration AWAY = SnapshotSettings.DEFAULTS.darkAfter();

    private final Instant startedAt;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, PartitionProgress> partitions = new ConcurrentHashMap<>();
    private volatile Optional<Instant> lastContact = Optional.empty();
    private long lastContactNanos;
    private volatile Optional<Instant> backSince = Optional.empty();
    private volatile boolean assignedOnce;

    /**
     * Starts with no partition known.
     *
     * @param startedAt when the consumer began
     */
    public FeedProgress(Instant startedAt) {
        this(startedAt, System::nanoTime);
    }

    FeedProgress(Instant startedAt, LongSupplier nanoTime) {
        this.startedAt = startedAt;
        this.nanoTime = nanoTime;
    }

    @Override
    public FeedStatus status() {
        Optional<Instant> behindSince = partitions.values().stream()
                .map(PartitionProgress::behindSince)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        return new FeedStatus(startedAt, lastContact, caughtUp(), behindSince, backSince);
    }

    /** Records that the broker holds and nobody has processed yet, as of the newest probe. */
    public long recordsWaiting() {
        return partitions.values().stream()
                .mapToLong(PartitionProgress::waiting)
                .sum();
    }

    /** Partitions that are read. */
    public int partitionCount() {
        return partitions.size();
    }

    /** How long the broker was silent is a matter of real time, whatever time is shown. */
    synchronized void contact(Instant now) {
        long nanos = nanoTime.getAsLong();
        if (lastContact.isPresent() && nanos - lastContactNanos > AWAY.toNanos()) {
            backSince = Optional.of(now);
        }
        lastContactNanos = nanos;
        lastContact = Optional.of(now);
    }

    void assigned(TopicPartition partition, PartitionProgress progress) {
        partitions.put(partition, progress);
        assignedOnce = true;
    }

    /** None of the topics exists: there is nothing to catch up with. */
    void nothingToRead() {
        assignedOnce = true;
    }

    /** Where to go on reading a partition that was read before; empty for one that never was. */
    Optional<Long> nextOffset(TopicPartition partition) {
        return Optional.ofNullable(partitions.get(partition)).map(PartitionProgress::next);
    }

    void processed(TopicPartition partition, long offset, Instant timestamp) {
        partitions.computeIfPresent(partition, (key, progress) -> progress.processed(offset, timestamp));
    }

    void skippedTo(TopicPartition partition, long position) {
        partitions.computeIfPresent(partition, (key, progress) -> progress.skippedTo(position));
    }

    void probed(Map<TopicPartition, Long> ends, Instant now) {
        ends.forEach((partition, end) ->
                partitions.computeIfPresent(partition, (key, progress) -> progress.probed(end, now)));
        contact(now);
    }

    /** Partitions that no longer exist would otherwise seem to wait for ever. */
    void retainOnly(Collection<TopicPartition> assignment) {
        partitions.keySet().retainAll(assignment);
    }

    private boolean caughtUp() {
        return assignedOnce && partitions.values().stream().allMatch(PartitionProgress::caughtUp);
    }
}
