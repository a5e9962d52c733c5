// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.ownership.Fence;
import dev.headroom.scaler.ownership.LeadershipTerm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole topic from its beginning, and then new records, on a thread of its own. Asks at intervals where it ends: the answer shows
 * whether the broker is available, and when everything has been read.
 */
final class TopicReader implements Runnable {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);

    /** How soon a goal is set and a stop is heard; records come at once. */
    private static final Duration POLL = Duration.ofMillis(100);

    /** Several times within the time after which silence of the broker counts. */
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long the broker is silent before the reader checks whether the topic still exists. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    private final Clients clients;
    private final TopicCare care;
    private final TopicPartition partition;
    private final TopicStatus status;
    private final SharedRecords records;
    private final Watched watched;
    private final CountDownLatch found = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Saying saying = new Saying(LOG);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private OptionalLong next = OptionalLong.empty();
    private @Nullable Goal goal;
    private Duration probedAt = Duration.ofSeconds(-10);
    private Duration lookedAt = Duration.ZERO;

    /** The leadership term that waits for the end, and the fence, whose newest stamp it receives. */
    record Watched(LeadershipTerm term, Fence fence) {}

    /** An end to reach, and the leadership term that waits for it. */
    private record Goal(long end, OptionalLong term) {}

    TopicReader(
            Clients clients,
            TopicCare care,
            TopicPartition partition,
            TopicStatus status,
            SharedRecords records,
            Watched watched) {
        this.clients = clients;
        this.care = care;
        this.partition = partition;
        this.status = status;
        this.records = records;
        this.watched = watched;
    }

    /** Waits until the topic is known to be there; answers whether it is. */
    boolean awaitFound(Duration atMost) throws InterruptedException {
        return found.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopping.countDown();
        Consumer<byte[], byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                readWhereFound();
                stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readWhereFound() throws InterruptedException {
        try {
            TopicCare.Finding finding = care.look();
            if (finding == TopicCare.Finding.FOUND) {
                status.found();
                found.countDown();
                read();
            } else if (finding == TopicCare.Finding.MISSING) {
                status.missing();
            }
        } catch (WakeupException e) {
            LOG.debug("reading of the shared topic was stopped");
        } catch (AuthorizationException e) {
            status.missing();
            saying.trouble(
                    "denied",
                    "Kafka user needs Read on topic '" + partition.topic() + "': " + e.getMessage()
                            + "; until then this replica plans alone");
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            saying.trouble(
                    e.getClass().getName(), "topic '" + partition.topic() + "' cannot be read: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "topic '%s' cannot be read because of a defect", partition.topic());
        }
    }

    private void read() throws InterruptedException {
        Consumer<byte[], byte[]> own = clients.reader();
        try {
            consumer = own;
            own.assign(List.of(partition));
            if (next.isPresent()) {
                own.seek(partition, next.getAsLong());
            } else {
                own.seekToBeginning(List.of(partition));
            }
            while (!isStopping()) {
                turn(own);
            }
        } finally {
            consumer = null;
            own.close(CloseOptions.timeout(CLOSE_LIMIT));
        }
    }

    private void turn(Consumer<byte[], byte[]> own) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : own.poll(POLL)) {
            records.accept(record);
            next = OptionalLong.of(record.offset() + 1);
        }
        OptionalLong term = watched.term().waitsForTheEnd();
        boolean needsGoal = goal == null
                ? !isRead() || term.isPresent()
                : term.isPresent() && !goal.term().equals(term);
        if (needsGoal || status.uptime().minus(probedAt).compareTo(PROBE_EVERY) > 0) {
            probe(own, needsGoal, term);
        }
        if (goal != null) {
            comeCloser(own, goal);
        }
    }

    private boolean isRead() {
        return status.log() == dev.headroom.scaler.ownership.LeadershipStatus.Log.READ;
    }

    private void probe(Consumer<byte[], byte[]> own, boolean setGoal, OptionalLong term) throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = own.endOffsets(List.of(partition), ANSWER_LIMIT);
            Long end = ends.get(partition);
            if (setGoal && end != null) {
                goal = new Goal(end, term);
            }
            status.contact();
            saying.over("topic '" + partition.topic() + "' can be read");
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            saying.trouble("away", "topic '" + partition.topic() + "' cannot be read, the broker does not answer");
            lookAgain();
        }
        probedAt = status.uptime();
    }

    /** The topic may have been deleted. */
    private void lookAgain() throws InterruptedException {
        Duration now = status.uptime();
        if (!status.reachable() && now.minus(lookedAt).compareTo(LOOK_AGAIN_AFTER) > 0) {
            var unused = care.look();
            lookedAt = status.uptime();
        }
    }

    private void comeCloser(Consumer<byte[], byte[]> own, Goal end) {
        try {
            if (own.position(partition, ANSWER_LIMIT) >= end.end()) {
                goal = null;
                records.readToTheEnd();
                status.readToTheEnd();
                end.term()
                        .ifPresent(term -> watched.term()
                                .readToTheEnd(term, watched.fence().newest()));
            }
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            LOG.debug("position in the shared topic is unknown");
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
