// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import com.google.protobuf.MessageLite;
import dev.headroom.scaler.ownership.FencingToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes records on a thread of its own, because an unavailable broker makes the client wait. Only the newest record of each key waits, so
 * the number of keys bounds the queue.
 */
final class TopicWriter implements Runnable {
    static final String STAMP_HEADER = "headroom-stamp";

    private static final Logger LOG = Logger.getLogger(TopicWriter.class);

    /** Between attempts to make a client: long enough not to burn a core, shorter than any plan becomes stale. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Supplier<Producer<byte[], byte[]>> clients;
    private final Duration pause;
    private final TopicPartition partition;
    private final BiConsumer<SharedKey, Boolean> outcome;
    private final Map<String, Outgoing> waiting = new LinkedHashMap<>();
    private final Saying saying = new Saying(LOG);
    private boolean stopping;

    /** A record to write; without a message it ends its key, and then bears the stamp itself. */
    private record Outgoing(SharedKey key, Optional<MessageLite> message, Optional<FencingToken> stamp) {}

    /**
     * Writes nothing yet.
     *
     * @param clients makes a client; throws while it cannot
     * @param outcome notified of each record's outcome, on a thread of the client
     */
    TopicWriter(
            Supplier<Producer<byte[], byte[]>> clients,
            TopicPartition partition,
            BiConsumer<SharedKey, Boolean> outcome) {
        this(clients, partition, outcome, PAUSE);
    }

    TopicWriter(
            Supplier<Producer<byte[], byte[]>> clients,
            TopicPartition partition,
            BiConsumer<SharedKey, Boolean> outcome,
            Duration pause) {
        this.clients = clients;
        this.pause = pause;
        this.partition = partition;
        this.outcome = outcome;
    }

    /** Writes a record as soon as it can; returns at once. */
    void put(SharedKey key, MessageLite message) {
        put(new Outgoing(key, Optional.of(message), Optional.empty()));
    }

    /** Ends a key as soon as it can; returns at once. */
    void end(SharedKey key, Optional<FencingToken> stamp) {
        put(new Outgoing(key, Optional.empty(), stamp));
    }

    private synchronized void put(Outgoing record) {
        waiting.put(record.key().text(), record);
        notifyAll();
    }

    /** Writes the waiting records, and ends. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    @Override
    public void run() {
        try {
            for (List<Outgoing> first = next(); !first.isEmpty(); first = next()) {
                tryFrom(first);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that cannot even be made, as while the broker's name is not known, is made again with the next record. */
    private void tryFrom(List<Outgoing> first) throws InterruptedException {
        try {
            writeFrom(first);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            first.forEach(record -> done(record.key(), e));
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }

    private void writeFrom(List<Outgoing> first) throws InterruptedException {
        Producer<byte[], byte[]> producer = clients.get();
        try {
            for (List<Outgoing> batch = first; !batch.isEmpty(); batch = next()) {
                batch.forEach(record -> send(producer, record));
            }
        } finally {
            producer.close(Duration.ofSeconds(1));
        }
    }

    /** Empty when there is nothing left to write. */
    private synchronized List<Outgoing> next() throws InterruptedException {
        while (waiting.isEmpty() && !stopping) {
            wait();
        }
        List<Outgoing> batch = new ArrayList<>(waiting.values());
        waiting.clear();
        return batch;
    }

    private void send(Producer<byte[], byte[]> producer, Outgoing record) {
        byte[] key = record.key().text().getBytes(StandardCharsets.UTF_8);
        byte @Nullable [] value = record.message().map(MessageLite::toByteArray).orElse(null);
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(partition.topic(), partition.partition(), key, value);
        record.stamp().ifPresent(stamp -> sent.headers().add(STAMP_HEADER, FencingTokens.toBytes(stamp)));
        try {
            // The callback handles the outcome.
            var unused = producer.send(sent, (metadata, failure) -> done(record.key(), failure));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            done(record.key(), e);
        }
    }

    private void done(SharedKey key, @Nullable Exception failure) {
        if (failure == null) {
            saying.over("plans are written to topic '" + partition.topic() + "' again");
        } else {
            saying.trouble(
                    failure.getClass().getName(),
                    "plans cannot be written to topic '" + partition.topic() + "': "
                            + failure.getClass().getSimpleName());
        }
        outcome.accept(key, failure == null);
    }
}
