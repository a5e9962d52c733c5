// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.ownership.LeadershipTerm;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the group that chooses the owner: the member with partition 0. On a thread of its own. A replica that is not fit to plan
 * does not ask for it, and gives it up.
 */
final class GroupMember implements Runnable {
    private static final Logger LOG = Logger.getLogger(GroupMember.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Clients clients;
    private final TopicReader reader;
    private final TopicPartition partition;
    private final TopicStatus status;
    private final LeadershipTerm term;
    private final BooleanSupplier fit;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Saying saying = new Saying(LOG);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    GroupMember(
            Clients clients,
            TopicReader reader,
            TopicPartition partition,
            TopicStatus status,
            LeadershipTerm term,
            BooleanSupplier fit) {
        this.clients = clients;
        this.reader = reader;
        this.partition = partition;
        this.status = status;
        this.term = term;
        this.fit = fit;
    }

    /** Leaves the group, so that another takes over at once. */
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
                if (reader.awaitFound(GLANCE) && fit.getAsBoolean()) {
                    takePart();
                } else {
                    pause(GLANCE);
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takePart() throws InterruptedException {
        try {
            poll();
        } catch (WakeupException e) {
            LOG.debug("membership was closed");
        } catch (AuthorizationException e) {
            saying.trouble(
                    "denied",
                    "Kafka user needs Read on the consumer group that elects the planning replica: " + e.getMessage());
            pause(PAUSE);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            saying.trouble(
                    e.getClass().getName(), "membership in the planners' consumer group failed: " + e.getMessage());
            pause(PAUSE);
        } catch (RuntimeException e) {
            LOG.error("membership in the planners' consumer group failed because of a defect", e);
            pause(PAUSE);
        }
    }

    private void poll() throws InterruptedException {
        Consumer<byte[], byte[]> own = clients.member();
        try {
            consumer = own;
            own.subscribe(List.of(partition.topic()), new Choice());
            while (!isStopping()) {
                if (fit.getAsBoolean()) {
                    var unused = own.poll(POLL);
                    own.pause(own.assignment());
                    term.heard(status.uptime());
                    saying.over("membership in the planners' consumer group is restored");
                } else {
                    // Without polls the client leaves the group by itself.
                    pause(GLANCE);
                }
            }
        } finally {
            consumer = null;
            term.ended();
            own.close(CloseOptions.timeout(CLOSE_LIMIT));
        }
    }

    private void pause(Duration atMost) throws InterruptedException {
        var unused = stopping.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** The group's choice; called while polling. */
    private final class Choice implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (assigned.contains(partition)) {
                term.begun();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            if (revoked.contains(partition)) {
                term.ended();
            }
        }
    }
}
