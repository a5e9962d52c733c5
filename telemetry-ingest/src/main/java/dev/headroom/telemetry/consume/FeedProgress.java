// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.FeedWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/** How far the feed has been read. Written by the consumer's threads, read by any thread; never blocks. */
public final class FeedProgress implements FeedWatch {
    /** A broker that was silent for longer was unavailable: telemetry that producers kept meanwhile is still to come. */
    private static final Duration AWAY = SnapshotSettings.DEFAULTS.darkAfter();

    private final Instant startedAt;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, PartitionProgress> partitions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Contact> contacts = new ConcurrentHashMap<>();
    private volatile Optional<Contact> lastContact = Optional.empty();
    private volatile Optional<Instant> backSince = Optional.empty();
    private volatile boolean assignedOnce;

    /** How long the broker was silent is a matter of real time, whatever time is shown. */
    private record Contact(Instant at, long nanos) {}

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
        return new FeedStatus(startedAt, oldestContact(), caughtUp(), behindSince, backSince);
    }

    /** Records that the broker holds and that are not processed yet, as of the newest probe. */
    public long recordsWaiting() {
        return partitions.values().stream()
                .mapToLong(PartitionProgress::waiting)
                .sum();
    }

    /** Partitions that are read. */
    public int partitionCount() {
        return partitions.size();
    }

    /** How far each partition has been read, in no order. */
    public List<PartitionStatus> partitionStatus() {
        List<PartitionStatus> known = new ArrayList<>();
        partitions.forEach((partition, read) -> known.add(new PartitionStatus(
                partition.topic(),
                partition.partition(),
                read.next(),
                read.end(),
                read.behindSince(),
                Optional.ofNullable(contacts.get(partition)).map(Contact::at).orElse(startedAt),
                read.caughtUp())));
        return known;
    }

    /**
     * An instant, by our clock, after which a record was written; empty where nothing is known of that.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     */
    public Optional<Instant> writtenAfter(String topic, int partition, long offset) {
        return Optional.ofNullable(partitions.get(new TopicPartition(topic, partition)))
                .flatMap(read -> read.writtenAfter(offset));
    }

    /** The broker answered, whatever about. */
    public synchronized void contact(Instant now) {
        Contact contact = new Contact(now, nanoTime.getAsLong());
        lastContact.ifPresent(before -> noteReturn(before, contact));
        lastContact = Optional.of(contact);
    }

    /** The leader of a partition answered. */
    public synchronized void contact(TopicPartition partition, Instant now) {
        Contact contact = new Contact(now, nanoTime.getAsLong());
        if (partitions.containsKey(partition)) {
            Optional.ofNullable(contacts.put(partition, contact)).ifPresent(before -> noteReturn(before, contact));
        }
        contact(now);
    }

    private void noteReturn(Contact before, Contact now) {
        if (now.nanos() - before.nanos() > AWAY.toNanos()) {
            backSince = Optional.of(now.at());
        }
    }

    /** A partition without a leader is silent like an unavailable broker, and may hold telemetry of any workload. */
    private Optional<Instant> oldestContact() {
        return contacts.values().stream()
                .map(Contact::at)
                .min(Comparator.naturalOrder())
                .or(() -> lastContact.map(Contact::at));
    }

    /**
     * A partition will be read from {@code next} on.
     *
     * @param end where it ends; {@link Long#MAX_VALUE} while unknown
     * @param levelAt when all before {@code next} had been read, as far as is known
     */
    public void assigned(TopicPartition partition, long next, long end, Instant levelAt, Instant now) {
        assigned(partition, PartitionProgress.startingAt(next, end, levelAt), now);
    }

    void assigned(TopicPartition partition, PartitionProgress progress, Instant now) {
        partitions.put(partition, progress);
        contact(partition, now);
        assignedOnce = true;
    }

    /** There is nothing to catch up with: none of the topics exists, or others read all that there is. */
    public void nothingToRead() {
        assignedOnce = true;
    }

    /** The offset at which reading of a partition continues; empty for a partition that was never read. */
    Optional<Long> nextOffset(TopicPartition partition) {
        return Optional.ofNullable(partitions.get(partition)).map(PartitionProgress::next);
    }

    /** A record has been taken in. */
    public void processed(TopicPartition partition, long offset, Instant timestamp) {
        partitions.computeIfPresent(partition, (key, progress) -> progress.processed(offset, timestamp));
    }

    /** The broker reports no record between the last one taken in and {@code position}. */
    public void skippedTo(TopicPartition partition, long position) {
        partitions.computeIfPresent(partition, (key, progress) -> progress.skippedTo(position));
    }

    /** The broker was asked where partitions end. */
    public void probed(Map<TopicPartition, Long> ends, Instant now) {
        ends.forEach((partition, end) -> {
            partitions.computeIfPresent(partition, (key, progress) -> progress.probed(end, now));
            contact(partition, now);
        });
    }

    /** Partitions that no longer exist would otherwise seem to wait for ever. */
    public void retainOnly(Collection<TopicPartition> assignment) {
        partitions.keySet().retainAll(assignment);
        contacts.keySet().retainAll(assignment);
    }

    private boolean caughtUp() {
        return assignedOnce && partitions.values().stream().allMatch(PartitionProgress::caughtUp);
    }
}
