// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.decode.RecordHeaders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Copies lost or partly lost records to a topic of their own, on a thread of its own. Readers of telemetry never wait for it, and while the
 * broker is unavailable the oldest letters are given up first. A letter is written at least once.
 */
public final class DeadLetters implements Runnable {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    /** Between attempts to make a client: long enough not to burn a core. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final DeadLetterSettings settings;
    private final Supplier<Producer<byte[], byte[]>> clients;
    private final DeadLetterFacts facts;
    private final Deque<DeadLetter> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean stopping;
    private boolean troubled;

    /**
     * Writes nothing yet.
     *
     * @param clients makes a client; throws while it cannot
     */
    public DeadLetters(DeadLetterSettings settings, Supplier<Producer<byte[], byte[]>> clients, DeadLetterFacts facts) {
        this.settings = settings;
        this.clients = clients;
        this.facts = facts;
    }

    /**
     * Sets a record aside, if it was lost for a reason that counts; returns at once.
     *
     * @param reasons why something of it was lost, by name
     */
    public void add(TelemetryRecord record, Set<String> reasons) {
        // A letter of a letter would be one of that, and so on.
        boolean isLetter = record.kafkaHeaders().lastHeader(DeadLetter.REASON) != null;
        boolean tells = record.value() != null || record.kafkaHeaders().lastHeader(RecordHeaders.SKIPPED) != null;
        if (tells && !isLetter && !Collections.disjoint(reasons, settings.reasons())) {
            put(new DeadLetter(record, reasons));
        }
    }

    private synchronized void put(DeadLetter letter) {
        waiting.addLast(letter);
        waitingBytes += letter.bytes();
        while (waitingBytes > settings.mostBytes() && waiting.size() > 1) {
            waitingBytes -= waiting.removeFirst().bytes();
            facts.dropped();
        }
        notifyAll();
    }

    /** Writes the waiting letters, as far as the broker is available, and ends. */
    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    @Override
    public void run() {
        try {
            while (awaitLetters()) {
                tryToWrite();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that cannot even be made, as while the broker's name is not known, is made again. */
    private void tryToWrite() throws InterruptedException {
        try {
            write();
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            say(e);
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private void write() throws InterruptedException {
        Producer<byte[], byte[]> producer = clients.get();
        try {
            while (awaitLetters()) {
                send(producer, take());
            }
        } finally {
            producer.close(LAST_WORDS);
        }
    }

    /** False when there is nothing left to write and never will be. */
    private synchronized boolean awaitLetters() throws InterruptedException {
        while (waiting.isEmpty() && !stopping) {
            wait();
        }
        return !waiting.isEmpty();
    }

    private synchronized DeadLetter take() {
        DeadLetter oldest = waiting.removeFirst();
        waitingBytes -= oldest.bytes();
        return oldest;
    }

    private void send(Producer<byte[], byte[]> producer, DeadLetter letter) {
        try {
            // The callback handles the outcome.
            var unused = producer.send(letter.to(settings.topic()), (metadata, failure) -> done(failure));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            done(e);
        }
    }

    private void done(@Nullable Exception failure) {
        if (failure == null) {
            facts.written();
            over();
        } else {
            facts.dropped();
            say(failure);
        }
    }

    private synchronized void say(Exception failure) {
        if (!troubled) {
            LOG.warnf(
                    "dead letters cannot be written, only counted topic=%s cause=%s",
                    settings.topic(), failure.getClass().getSimpleName());
        }
        troubled = true;
    }

    private synchronized void over() {
        if (troubled) {
            LOG.infof("dead letters are written again topic=%s", settings.topic());
        }
        troubled = false;
    }
}
