// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.FeedWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the feed is doing where other processes read telemetry and this one reads their panes: as well as the worst of the panes' own topic
 * and of each partition of telemetry. A partition without a recent report is silent like a partition without a leader. Its reader may have
 * died or be cut off from the broker, or it may have no reader. One thread reports, any number asks.
 */
public final class ReadingOfOthers implements FeedWatch {
    private static final String NOBODY = "no ingest process has reported for";

    /** After that another claim counts whatever its generation: a group that was deleted begins to count again. */
    private static final Duration CLAIM_LASTS = SnapshotSettings.DEFAULTS.darkAfter();

    /** Three reports that did not come: one may be late. */
    private static final Duration REPORTS_MISSED = Duration.ofSeconds(6);

    /** Each transaction ends with a marker, which is no record and seems to wait until it has been looked at for 10 s. */
    private static final Duration MARKER = Duration.ofSeconds(12);

    private final FeedWatch panes;
    private final Map<SourcePartition, Claim> claims = new HashMap<>();
    /** Partitions that exist and have no report yet, and since when that is known. */
    private final Map<SourcePartition, Instant> unclaimed = new HashMap<>();

    private final Set<SourcePartition> caughtUp = new HashSet<>();
    private volatile @Nullable Sum sum;

    /**
     * Without any report yet.
     *
     * @param panes how the topic of panes is doing
     */
    public ReadingOfOthers(FeedWatch panes) {
        this.panes = panes;
    }

    /** A process' last report about a partition, by this process' clock. */
    private record Claim(
            String process,
            int generation,
            Instant saidAt,
            Instant contact,
            Optional<Instant> behindSince,
            long waiting) {}

    /** The worst of all partitions. */
    private record Sum(
            Instant contact,
            String silence,
            boolean caughtUp,
            Optional<Instant> behindSince,
            Optional<Instant> backSince,
            long waiting,
            int partitions) {}

    /** Takes in how far a process has read. */
    public void report(Writer writer, ReadingProgress progress, Received received) {
        Instant writtenAt = received.writtenAt(writer);
        for (ReadingProgress.Share share : progress.partitions()) {
            claim(writer, progress.generation(), share, writtenAt, received.at());
        }
        if (!progress.topics().isEmpty()) {
            expect(progress.topics(), received.at());
        }
        sum = sumUp(progress.backFor().map(writtenAt::minus));
    }

    @Override
    public FeedStatus status() {
        FeedStatus own = panes.status();
        Sum others = sum;
        if (!own.caughtUp()) {
            // Reports from before the end of the topic are history: a process that was silent then need not be now.
            return own;
        }
        if (others == null) {
            boolean silent = own.lastContact().isPresent();
            return new FeedStatus(
                    own.startedAt(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    own.backSince(),
                    Optional.empty(),
                    silent ? NOBODY : own.silence());
        }
        boolean brokerIsWorse = own.lastContact()
                .filter(contact -> !contact.isAfter(others.contact()))
                .isPresent();
        return new FeedStatus(
                own.startedAt(),
                brokerIsWorse || own.lastContact().isEmpty() ? own.lastContact() : Optional.of(others.contact()),
                own.caughtUp() && others.caughtUp(),
                earlier(panesWaitSince(own), others.behindSince()),
                later(own.backSince(), others.backSince()),
                own.lastContact()
                        .filter(contact ->
                                Duration.between(others.contact(), contact).compareTo(REPORTS_MISSED) > 0)
                        .map(contact -> others.contact()),
                brokerIsWorse ? own.silence() : others.silence());
    }

    /** A shorter wait here makes the reports behind it old, which has the same effect. */
    private static Optional<Instant> panesWaitSince(FeedStatus own) {
        return own.behindSince()
                .filter(since -> own.lastContact()
                        .filter(contact -> Duration.between(since, contact).compareTo(MARKER) > 0)
                        .isPresent());
    }

    /** Records of telemetry that have not been taken in yet, as far as reported. */
    public long recordsWaiting() {
        Sum others = sum;
        return others == null ? 0 : others.waiting();
    }

    /** Partitions of telemetry that exist. */
    public int partitionCount() {
        Sum others = sum;
        return others == null ? 0 : others.partitions();
    }

    private void claim(Writer writer, int generation, ReadingProgress.Share share, Instant writtenAt, Instant now) {
        Claim before = claims.get(share.source());
        boolean outdated = before != null
                && !before.process().equals(writer.process())
                && generation < before.generation()
                && !before.saidAt().isBefore(now.minus(CLAIM_LASTS));
        if (outdated) {
            return;
        }
        claims.put(
                share.source(),
                new Claim(
                        writer.process(),
                        generation,
                        writtenAt,
                        writtenAt.minus(share.contactAge()),
                        share.behindFor().map(writtenAt::minus),
                        Math.max(0, share.end() - share.next())));
        if (share.caughtUp()) {
            caughtUp.add(share.source());
        }
    }

    private void expect(Map<String, Integer> topics, Instant now) {
        Set<SourcePartition> existing = new HashSet<>();
        topics.forEach((topic, partitions) -> {
            for (int partition = 0; partition < partitions; partition++) {
                existing.add(new SourcePartition(topic, partition));
            }
        });
        claims.keySet().retainAll(existing);
        caughtUp.retainAll(existing);
        unclaimed.keySet().retainAll(existing);
        unclaimed.keySet().removeAll(claims.keySet());
        for (SourcePartition partition : existing) {
            if (!claims.containsKey(partition)) {
                unclaimed.putIfAbsent(partition, now);
            }
        }
    }

    private @Nullable Sum sumUp(Optional<Instant> back) {
        Map<SourcePartition, Instant> contacts = new HashMap<>(unclaimed);
        claims.forEach((partition, claim) -> contacts.put(partition, claim.contact()));
        Optional<Map.Entry<SourcePartition, Instant>> worst = contacts.entrySet().stream()
                .min(Map.Entry.<SourcePartition, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        if (worst.isEmpty()) {
            return sum;
        }
        Optional<Instant> behind =
                claims.values().stream().map(Claim::behindSince).reduce(Optional.empty(), ReadingOfOthers::earlier);
        return new Sum(
                worst.get().getValue(),
                "no process has reported partition " + worst.get().getKey() + " for",
                caughtUp.containsAll(contacts.keySet()),
                behind,
                later(back, Optional.ofNullable(sum).flatMap(Sum::backSince)),
                claims.values().stream().mapToLong(Claim::waiting).sum(),
                contacts.size());
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }
}
