// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients that lose nothing that the broker can still take, and say nothing twice. */
final class KafkaClients {
    /** How long the publisher's thread waits for a topic to be known: then it looks whether it is to end, and tries again. */
    private static final Duration WAIT_FOR_TOPIC = Duration.ofSeconds(1);

    /** As long as an event is of use: older ones reach no window (15 min). */
    private static final Duration DELIVERY_LIMIT = Duration.ofMinutes(10);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);
    /** Gathers events of a busy server, and is nothing beside how often plans are made. */
    private static final Duration LINGER = Duration.ofMillis(20);
    /** A thousand events of 300 bytes, and as much again. */
    private static final int MEMORY_BYTES = 4 << 20;

    private static final int BATCH_BYTES = 64 << 10;

    private final PublishSettings settings;

    KafkaClients(PublishSettings settings) {
        this.settings = settings;
    }

    Producer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "headroom-sidecar");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, millis(LINGER));
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MEMORY_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(WAIT_FOR_TOPIC));
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(ANSWER_LIMIT));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY_LIMIT));
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, millis(LONGEST_BACKOFF));
        // A broker that is unavailable for long comes back under its old address as well as under a new one.
        config.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
