// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The way of records from a producer through one partition to the service's consumer, with what may go wrong on it; and what the
 * consumer knows of how far it is, by the rules of the service's own. One thread, and time goes forward only.
 */
final class Kafka {
    /** From the Collector's batch until the record is in the log: network, acknowledgement. */
    private static final double SHORTEST_WAY_SECONDS = 0.05;

    private static final double LONGEST_WAY_SECONDS = 0.3;
    /** The Collector tries again for up to 300 s, the first times after 5 s and more. */
    private static final double LATEST_COPY_SECONDS = 30;
    /** OpenTelemetry's exporters wait up to half a minute between two tries. */
    private static final double LATEST_RETRY_SECONDS = 30;

    /** The service reads so far back when it starts. */
    private static final double REPLAY_SECONDS = 20 * 60;

    private record Sent(ProducedRecord record, long number) {
        static final Comparator<Sent> IN_ORDER = Comparator.<Sent>comparingDouble(
                        sent -> sent.record().writtenAt())
                .thenComparingLong(Sent::number);
    }

    private record Written(ProducedRecord record, double readableAt) {}

    private final TelemetryFaults faults;
    private final SimulatedInstants moments;
    private final RandomGenerator chance;
    private final Consumer<ProducedRecord> tap;
    private final PriorityQueue<Sent> onTheWay = new PriorityQueue<>(Sent.IN_ORDER);
    private final ArrayDeque<Written> unread = new ArrayDeque<>();
    private final ArrayDeque<ProducedRecord> kept = new ArrayDeque<>();
    private long number;
    private double readableAt;
    private double levelAt;
    private double newestRead;
    private double startedAt;
    private double now;

    /**
     * Empty.
     *
     * @param tap told of each record as it is written
     */
    Kafka(TelemetryFaults faults, SimulatedInstants moments, RandomGenerator chance, Consumer<ProducedRecord> tap) {
        this.faults = faults;
        this.moments = moments;
        this.chance = chance;
        this.tap = tap;
    }

    /** Who reads. */
    @FunctionalInterface
    interface Reader {
        void read(ProducedRecord record, double at);
    }

    /** A producer sends a record; the record's time is when. */
    void send(ProducedRecord record) {
        if (chance.nextDouble() < faults.lostShare()) {
            return;
        }
        double written = writtenAt(record.writtenAt());
        put(record.at(written));
        if (chance.nextDouble() < faults.duplicatedShare()) {
            put(record.at(written + LATEST_COPY_SECONDS * chance.nextDouble()));
        }
    }

    /** Lets the consumer read what it can by {@code time}. */
    void advanceTo(double time, Reader reader) {
        writeWhatArrivedBy(time);
        while (!unread.isEmpty() && unread.getFirst().readableAt() <= time) {
            Written next = unread.removeFirst();
            newestRead = next.record().writtenAt();
            reader.read(next.record(), next.readableAt());
        }
        if (unread.isEmpty()) {
            levelAt = time;
        }
    }

    /** A new consumer begins: with the newest records once more where the fault says so, else with those to come. */
    void restart(double time, boolean replays, Reader reader) {
        writeWhatArrivedBy(time);
        unread.clear();
        startedAt = time;
        newestRead = 0;
        levelAt = time;
        if (replays) {
            kept.stream()
                    .filter(record -> record.writtenAt() >= time - REPLAY_SECONDS)
                    .forEach(record -> reader.read(record, time));
        }
    }

    FeedStatus status() {
        TelemetryGap away = faults.brokerAway();
        double contact = away.holds(now) ? Math.max(startedAt, away.from()) : now;
        boolean wasAway = away.to() <= now
                && away.to() > startedAt
                && away.to() - away.from() > VirtualClock.toSeconds(SnapshotSettings.DEFAULTS.darkAfter());
        return new FeedStatus(
                moments.at(startedAt),
                Optional.of(moments.at(contact)),
                true,
                unread.isEmpty() ? Optional.empty() : Optional.of(behindSince()),
                wasAway ? Optional.of(moments.at(away.to())) : Optional.empty());
    }

    /** A record that waits is newer than the last one read, and came after the partition was last level. */
    private Instant behindSince() {
        return moments.at(Math.max(newestRead, levelAt));
    }

    private double writtenAt(double sentAt) {
        double way = SHORTEST_WAY_SECONDS + (LONGEST_WAY_SECONDS - SHORTEST_WAY_SECONDS) * chance.nextDouble();
        double arrives = sentAt + way + faults.reorderedSeconds() * chance.nextDouble();
        return faults.brokerAway().holds(arrives)
                ? faults.brokerAway().to() + LATEST_RETRY_SECONDS * chance.nextDouble()
                : arrives;
    }

    private void writeWhatArrivedBy(double time) {
        now = time;
        while (!onTheWay.isEmpty() && onTheWay.element().record().writtenAt() <= time) {
            write(onTheWay.remove().record());
        }
    }

    private void put(ProducedRecord record) {
        onTheWay.add(new Sent(record, number++));
    }

    private void write(ProducedRecord record) {
        double late =
                faults.lag().during().holds(record.writtenAt()) ? faults.lag().seconds() : 0;
        readableAt = Math.max(readableAt, record.writtenAt() + late);
        unread.add(new Written(record, readableAt));
        tap.accept(record);
        if (faults.restart().filter(TelemetryFaults.Restart::replays).isPresent()) {
            kept.add(record);
            while (kept.getFirst().writtenAt() < record.writtenAt() - REPLAY_SECONDS) {
                kept.removeFirst();
            }
        }
    }
}
