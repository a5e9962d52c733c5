// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Asks the broker at intervals where its partitions end, over the consumer's own connection. The answer shows whether the broker is
 * available: a consumer without records cannot distinguish a quiet topic from a missing broker.
 */
@ApplicationScoped
public class FeedProbe {
    private static final Logger LOG = Logger.getLogger(FeedProbe.class);

    private final KafkaClientService clients;
    private final EndQuestion question;
    private final ConsumeSettings settings;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "headroom-feed-probe");
        thread.setDaemon(true);
        return thread;
    });

    /** Called by CDI. */
    public FeedProbe(KafkaClientService clients, FeedProgress progress, InstantSource clock, ConsumeSettings settings) {
        this.clients = clients;
        this.question = new EndQuestion(progress, clock);
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
        question.ask(consumer);
        return true;
    }

    private void answered() {
        underWay.set(false);
        if (away.compareAndSet(true, false)) {
            LOG.info("Kafka broker answers again");
        }
    }

    private void unanswered(Throwable cause) {
        underWay.set(false);
        if (away.compareAndSet(false, true)) {
            LOG.warnf(
                    "Kafka broker does not answer cause=%s",
                    cause instanceof KafkaException ? cause.getMessage() : cause.toString());
        }
    }
}
