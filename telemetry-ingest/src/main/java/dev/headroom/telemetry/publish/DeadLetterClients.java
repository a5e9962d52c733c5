// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes clients that write dead letters. Each call of theirs ends within seconds, broker or not. */
public final class DeadLetterClients {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(10);

    /** A broker takes 1 MB by default; where it takes more, so does this client. */
    private static final int LARGEST_REQUEST = 16 << 20;

    private final Map<String, Object> kafka;

    /**
     * Clients of one broker.
     *
     * @param kafka the client's own settings: where the broker is and how to speak to it
     */
    public DeadLetterClients(Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /** Makes one; throws where the settings are no good. */
    public Producer<byte[], byte[]> writer() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "headroom-dead-letters");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // A letter that comes twice has the same key; without idempotence no further rights are asked for.
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_REQUEST);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(ANSWER_LIMIT));
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(ANSWER_LIMIT));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY_LIMIT));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
