// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The Collector's Kafka exporter: no key, no compression, record time as given. Counts what the broker has acknowledged. */
public final class CollectorExporter implements AutoCloseable {
    /** Where spans go. */
    public static final String SPANS = "llm.spans";
    /** Where scraped metrics go. */
    public static final String METRICS = "llm.metrics";

    /** The sending queue: spans of a busy fleet at ten times the speed of life, while a broker is away for some seconds. */
    private static final long QUEUE_BYTES = 128L << 20;

    /** How long a record is kept; a busy machine has taken two minutes to start a broker again. */
    private static final Duration QUEUE_PATIENCE = Duration.ofMinutes(10);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public CollectorExporter(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                QUEUE_BYTES,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) QUEUE_PATIENCE.toMillis());
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one record of spans; a failure shows in {@link #flush()}. */
    public void sendSpans(byte[] batch, Instant at) {
        send(SPANS, batch, at);
    }

    /** Sends one record of metrics; a failure shows in {@link #flush()}. */
    public void sendMetrics(byte[] batch, Instant at) {
        send(METRICS, batch, at);
    }

    private void send(String topic, byte[] batch, Instant at) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, at.toEpochMilli(), null, batch);
        // The callback sees what becomes of it.
        Future<RecordMetadata> unused = producer.send(record, (metadata, problem) -> {
            if (problem == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, problem);
            }
        });
    }

    /** Waits until every record sent is acknowledged; throws when one was not. */
    public void flush() {
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("a record could not be sent: " + problem, problem);
        }
    }

    /** Records the broker has acknowledged so far. */
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
