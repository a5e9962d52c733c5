// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.telemetry.consume.BoundedFetches;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients of the shared topic. Each call of theirs ends within seconds, broker or not. */
final class Clients {
    /** With it another owner is found 6 to 7 s after the last sign of the old one; the shortest that brokers take by default. */
    static final Duration SESSION = Duration.ofSeconds(6);

    /** Also how long an orderly handover takes at most: the others hear of it with the answer to a heartbeat. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** An owner that is fit no more, and so polls no more, leaves the group after this. */
    private static final Duration LONGEST_BETWEEN_POLLS = Duration.ofSeconds(10);

    /** Shorter than the time after which another owner writes: a record that an owner could not send by then is never sent. */
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(5);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    private final PlansTopicSettings settings;

    Clients(PlansTopicSettings settings) {
        this.settings = settings;
    }

    Admin admin() {
        Map<String, Object> config = common("admin");
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(DELIVERY_LIMIT));
        return Admin.create(config);
    }

    /** Reads the whole topic, independent of its owner. */
    Consumer<byte[], byte[]> reader() {
        Map<String, Object> config = consumer("reader");
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return bounded(config);
    }

    /** Takes part in the choice of the owner; reads nothing. */
    Consumer<byte[], byte[]> member() {
        Map<String, Object> config = consumer("member");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(SESSION));
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(HEARTBEAT));
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(LONGEST_BETWEEN_POLLS));
        // A replica that joins takes nothing away from the owner.
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                java.util.List.of(CooperativeStickyAssignor.class.getName()));
        return bounded(config);
    }

    Producer<byte[], byte[]> writer() {
        Map<String, Object> config = common("writer");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // One request at a time keeps the order of a key without the rights that idempotence asks of old brokers; a
        // record that
        // comes twice does no harm.
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(ANSWER_LIMIT));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY_LIMIT));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Consumer<byte[], byte[]> bounded(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        BoundedFetches.on(consumer, settings.mostRecordBytes());
        return consumer;
    }

    private Map<String, Object> consumer(String role) {
        Map<String, Object> config = common(role);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    private Map<String, Object> common(String role) {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "headroom-plans-" + role);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(ANSWER_LIMIT));
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, millis(LONGEST_BACKOFF));
        // A broker that is unavailable for long comes back under its old address as well as under a new one.
        config.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
        return config;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
