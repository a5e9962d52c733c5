// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import dev.headroom.sidecar.observe.RequestEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the ring and gives them to the Kafka client, on a thread of its own, which alone ever waits for the broker. The client
 * holds a limited number at once. While the broker is unavailable all others wait in the ring, where the oldest give way.
 */
public final class EventPublisher {
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);
    /** In the client's hands at most: a few batches. */
    private static final int MOST_IN_FLIGHT = 1_000;
    /** How often the thread looks whether it is to end. */
    private static final Duration GLANCE = Duration.ofMillis(200);
    /** Between two attempts to make a client: a host's name may come to be known. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventRing<RequestEvent> ring;
    private final Supplier<Producer<byte[], byte[]>> clients;
    private final String topic;
    private final byte[] key;
    private final EventMessages messages;
    private final PublishFacts facts;
    private final Semaphore places = new Semaphore(MOST_IN_FLIGHT);
    private final Thread thread = new Thread(this::run, "headroom-telemetry");
    private volatile boolean ending;
    private volatile long deadlineNanos;
    private @Nullable Producer<byte[], byte[]> client;
    private volatile boolean troubled;

    /** Publishes what comes into the ring, from {@link #start()} on. */
    public EventPublisher(EventRing<RequestEvent> ring, PublishSettings settings, PublishFacts facts) {
        this(ring, settings, facts, new KafkaClients(settings)::producer);
    }

    EventPublisher(
            EventRing<RequestEvent> ring,
            PublishSettings settings,
            PublishFacts facts,
            Supplier<Producer<byte[], byte[]>> clients) {
        this.ring = ring;
        this.clients = clients;
        this.topic = settings.topic();
        this.key = settings.identity().key().getBytes(StandardCharsets.UTF_8);
        this.messages = new EventMessages(settings.identity());
        this.facts = facts;
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Sends what is there, and ends; waits no longer than {@code patience}. */
    public void stop(Duration patience) {
        deadlineNanos = System.nanoTime() + patience.toNanos();
        ending = true;
        try {
            thread.join(Math.max(1, patience.toMillis()));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(GLANCE.toMillis());
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!ending || (ring.size() > 0 && timeIsLeft())) {
                Optional<RequestEvent> next = ring.take(GLANCE);
                if (next.isPresent()) {
                    publish(next.get());
                }
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void publish(RequestEvent event) throws InterruptedException {
        byte[] value = messages.of(event).toByteArray();
        while (!places.tryAcquire(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            if (ending && !timeIsLeft()) {
                facts.lost();
                return;
            }
        }
        while (!handed(event, value)) {
            if (ending && !timeIsLeft()) {
                places.release();
                facts.lost();
                return;
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    /** Whether the client took the record, or refused it for good; else it must be tried again. */
    private boolean handed(RequestEvent event, byte[] value) throws InterruptedException {
        Delivery delivery = new Delivery();
        try {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, null, event.times().event().toEpochMilli(), key, value);
            // The callback sees what becomes of it.
            Future<RecordMetadata> unused = client().send(record, delivery);
        } catch (InterruptException interruption) {
            throw new InterruptedException(interruption.getMessage());
        } catch (KafkaException problem) {
            trouble(problem);
            return false;
        }
        Exception refusal = delivery.refusal;
        if (refusal instanceof RecordTooLargeException) {
            places.release();
            settled(refusal);
        } else if (refusal != null) {
            trouble(refusal);
            return false;
        }
        return true;
    }

    /** The client calls back within the call where it does not take a record at all. */
    private final class Delivery implements Callback {
        private @Nullable Exception refusal;

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception problem) {
            if (Thread.currentThread() == thread) {
                refusal = problem;
            } else {
                places.release();
                settled(problem);
            }
        }
    }

    private Producer<byte[], byte[]> client() throws InterruptedException {
        Producer<byte[], byte[]> known = client;
        if (known != null) {
            return known;
        }
        try {
            Producer<byte[], byte[]> made = clients.get();
            client = made;
            return made;
        } catch (KafkaException problem) {
            Thread.sleep(PAUSE.toMillis());
            throw problem;
        }
    }

    private void settled(@Nullable Exception problem) {
        if (problem == null) {
            facts.published();
            if (troubled) {
                troubled = false;
                LOG.infof("telemetry is published again topic=%s", topic);
            }
        } else {
            facts.lost();
            trouble(problem);
        }
    }

    /** Said once, until it is over. */
    private void trouble(Exception problem) {
        if (!troubled) {
            troubled = true;
            LOG.warnf(
                    "telemetry cannot be published topic=%s waiting=%d; requests are still forwarded: %s",
                    topic, ring.size(), problem.getMessage());
        }
    }

    private void close() {
        Producer<byte[], byte[]> known = client;
        if (known != null) {
            // An interrupt would keep it from waiting for what is under way.
            boolean interrupted = Thread.interrupted();
            known.close(Duration.ofNanos(interrupted ? 0 : Math.max(0, deadlineNanos - System.nanoTime())));
        }
    }

    private boolean timeIsLeft() {
        return deadlineNanos - System.nanoTime() > 0;
    }
}
