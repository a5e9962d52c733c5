// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Asks the broker now and then where its partitions end, over the consumer's own connection. That tells whether the broker is
 * there at all, for a consumer that gets no records cannot tell a quiet topic from a broker that is gone.
 */
@ApplicationScoped
public class FeedProbe {
    /** Shorter than the time after which silence of the broker counts, so that one slow answer does not. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    /** At a probe every 2 s about 10 s: no batch takes that long to process, so nothing unprocessed is skipped. */
    private static final int STAND_STILL_PROBES = 5;

    private static final Logger LOG = Logger.getLogger(FeedProbe.class);

    private final KafkaClientService clients;
    private final FeedProgress progress;
    private final InstantSource clock;
    private final ConsumeSettings settings;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean topicsMissing = new AtomicBoolean();
    private final Map<TopicPartition, StandStill> standStills = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "headroom-feed-probe");
        thread.setDaemon(true);
        return thread;
    });

    /** Called by CDI. */
    public FeedProbe(KafkaClientService clients, FeedProgress progress, InstantSource clock, ConsumeSettings settings) {
        this.clients = clients;
        this.progress = progress;
        this.clock = clock;
        this.settings = settings;
    }

    /** Begins to ask; once is enough. */
    public void start() {
        long millis = settings.probeEvery().toMillis();
        // The handle is not kept: stop() ends the timer as a whole.
        var unused = timer.scheduleWithFixedDelay(this::probe, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Ends asking. */
    public void stop() {
        timer.shutdownNow();
    }

    private void probe() {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        try {
            clients.<byte[], byte[]>getConsumer(TelemetryConsumer.CHANNEL)
                    .runOnPollingThread((Consumer<byte[], byte[]> consumer) -> ask(consumer))
                    .subscribe()
                    .with(done -> answered(), this::unanswered);
        } catch (RuntimeException e) {
            unanswered(e);
        }
    }

    private boolean ask(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> assignment = consumer.assignment();
        if (assignment.isEmpty()) {
            // Without partitions an empty question would be answered without the broker.
            withoutPartitions(consumer.listTopics(ANSWER_LIMIT).keySet(), consumer.subscription());
            return true;
        }
        progress.retainOnly(assignment);
        Set<TopicPartition> led = withLeader(consumer, assignment);
        Map<TopicPartition, Long> ends = consumer.endOffsets(led, ANSWER_LIMIT);
        for (TopicPartition partition : led) {
            skipMarkers(partition, consumer.position(partition, ANSWER_LIMIT), ends.getOrDefault(partition, 0L));
        }
        progress.probed(ends, clock.instant());
        return true;
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
            if (topicsMissing.compareAndSet(false, true)) {
                LOG.warnf("topics do not exist yet, waiting for them topics=%s", String.join(",", wanted));
            }
        }
    }

    /**
     * Offsets that hold no record (markers of transactions, compacted records) are never processed. When the position stands at
     * the end, and nothing more is processed for several probes, what lies between holds nothing.
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

    private void answered() {
        underWay.set(false);
        if (away.compareAndSet(true, false)) {
            LOG.info("broker answers again");
        }
    }

    private void unanswered(Throwable cause) {
        underWay.set(false);
        if (away.compareAndSet(false, true)) {
            LOG.warnf(
                    "broker does not answer cause=%s",
                    cause instanceof KafkaException ? cause.getMessage() : cause.toString());
        }
    }
}
