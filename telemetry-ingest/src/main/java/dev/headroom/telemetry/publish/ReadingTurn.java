// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.consume.EndQuestion;
import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.pane.ReadingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One process' work turn by turn: read a batch, take it in, and at intervals write the results together with the offsets. A commit without
 * a known outcome is settled before anything more is read: either it was written, or it never happened. One thread.
 */
final class ReadingTurn implements ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(ReadingTurn.class);

    /** So that panes are written on time though nothing comes. */
    private static final Duration POLL = Duration.ofMillis(50);

    private final SharedReadingSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final Transactions transactions;
    private final Gathering gathering;
    private final SharingFacts facts;
    private final FeedProgress progress;
    private final Shares shares;
    private final Outbox outbox;
    private final ProgressReport report;
    private final EndQuestion question;
    private final Pacer flushPace;
    private final Pacer probePace;
    private final InstantSource clock;
    private int recordsSinceFlush;
    private boolean reportDue;
    /** Offsets of a transaction whose outcome is not known. */
    private @Nullable Map<TopicPartition, OffsetAndMetadata> attempt;

    ReadingTurn(
            SharedReadingSettings settings,
            SharingClients clients,
            Gathering gathering,
            FeedProgress progress,
            Outbox outbox,
            Time time,
            SharingFacts facts) {
        this.settings = settings;
        this.gathering = gathering;
        this.progress = progress;
        this.outbox = outbox;
        this.facts = facts;
        this.clock = time.clock();
        this.transactions = new Transactions(clients::writer);
        this.shares = new Shares(settings, progress, clock);
        this.report = new ProgressReport(settings.sources(), progress, clock);
        this.question = new EndQuestion(progress, clock);
        this.flushPace = new Pacer(settings.flushEvery(), time.nanos());
        this.probePace = new Pacer(settings.pace().probeEvery(), time.nanos());
        this.consumer = clients.member();
    }

    /**
     * The clocks.
     *
     * @param clock of instants
     * @param nanos of durations
     */
    record Time(InstantSource clock, LongSupplier nanos) {}

    /** Joins the group. */
    void open() {
        transactions.open();
        consumer.subscribe(settings.sources(), this);
    }

    /** Throws the client's exception when the consumer cannot be used any more. */
    void turn() {
        ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
        if (attempt != null) {
            settle(attempt);
            return;
        }
        take(batch);
        if (probePace.isDue()) {
            probe();
        }
        if (flushPace.isDue() || recordsSinceFlush >= settings.flushRecords()) {
            flush();
        }
    }

    /** Leaves the group, so that others continue at once; telemetry that was taken in is written first, where that is possible. */
    void close(Duration atMost) {
        try {
            consumer.close(CloseOptions.timeout(atMost));
        } finally {
            giveUp();
            transactions.close();
        }
    }

    /** Ends a poll that is under way; from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        shares.add(consumer, assigned);
        if (attempt != null) {
            consumer.pause(assigned);
        }
        if (shares.partitions().isEmpty()) {
            progress.nothingToRead();
        }
        probePace.hurry();
    }

    /** The next owner continues from the committed offsets. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        if (attempt == null) {
            flush();
        }
        shares.drop(revoked);
    }

    /** Others have them already: unwritten telemetry never happened. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        shares.drop(lost);
        if (attempt == null) {
            turnBack();
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> batch) {
        for (TopicPartition partition : batch.partitions()) {
            Share share = shares.of(partition);
            if (share == null) {
                throw new IllegalStateException("records of " + partition + ", which is not assigned to this process");
            }
            for (ConsumerRecord<byte[], byte[]> record : batch.records(partition)) {
                take(partition, share, record);
            }
            progress.contact(partition, clock.instant());
        }
        recordsSinceFlush += batch.count();
    }

    private void take(TopicPartition partition, Share share, ConsumerRecord<byte[], byte[]> record) {
        if (share.isRemembered(record.offset())) {
            gathering.remember(TelemetryRecord.of(record));
        } else {
            gathering.take(TelemetryRecord.of(record));
            share.took(record.timestamp());
            progress.processed(partition, record.offset(), Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void probe() {
        probePace.restart();
        try {
            question.ask(consumer);
            report.ask(consumer);
            reportDue = true;
        } catch (KafkaException e) {
            // Nothing is reported then: a partition without reports for a while is dark.
            LOG.debugf("broker does not answer: %s", e.getMessage());
        }
    }

    private void flush() {
        flushPace.restart();
        recordsSinceFlush = 0;
        Map<TopicPartition, OffsetAndMetadata> offsets = shares.offsets(consumer);
        if (offsets.isEmpty() || !(reportDue || shares.areAhead(offsets))) {
            return;
        }
        offsets.forEach((partition, offset) -> progress.skippedTo(partition, offset.offset()));
        attempt = offsets;
        try {
            List<ProducerRecord<byte[], byte[]>> records = outbox.records(gathering.panes(), dueReport());
            transactions.write(records, offsets, consumer.groupMetadata());
            facts.written(records.size(), Outbox.bytesOf(records));
            settled(offsets);
        } catch (KafkaException e) {
            LOG.warnf("commit of panes is uncertain, reading pauses until it is known cause=%s", e.toString());
            // At once: a poll that gives a partition away continues to fetch from those it keeps. That would be lost.
            consumer.pause(consumer.assignment());
        }
    }

    private Optional<ReadingProgress> dueReport() {
        return reportDue ? Optional.of(report.of(consumer.groupMetadata().generationId())) : Optional.empty();
    }

    private void settled(Map<TopicPartition, OffsetAndMetadata> offsets) {
        shares.committed(offsets);
        gathering.settle();
        reportDue = false;
        attempt = null;
    }

    private void settle(Map<TopicPartition, OffsetAndMetadata> attempted) {
        try {
            transactions.open();
            if (shares.wereCommitted(attempted, shares.commits(consumer))) {
                LOG.info("panes were committed, reading continues");
                settled(attempted);
            } else {
                turnBack();
                attempt = null;
            }
            consumer.resume(consumer.assignment());
        } catch (KafkaException e) {
            LOG.debugf("commit still uncertain: %s", e.getMessage());
        }
    }

    private void turnBack() {
        giveUp();
        shares.turnBack(consumer);
        facts.turnedBack();
        LOG.info("panes were not committed, reading restarts at the committed offsets");
    }

    private void giveUp() {
        gathering.turnBack();
        recordsSinceFlush = 0;
    }
}
