// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.consume.BoundedFetches;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Kafka's own clients. Each call of theirs ends within seconds, broker or not. */
final class KafkaSharingClients implements SharingClients {
    private static final Logger LOG = Logger.getLogger(KafkaSharingClients.class);

    /** A process that died is found out after this: the shortest that brokers take by default, well before its partitions are dark. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** A transaction is open for milliseconds; after a process died, its open transaction holds up readers of panes for this long. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);

    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(6);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    /** A topic that is created later is found within this time. */
    private static final Duration NEW_TOPICS = Duration.ofSeconds(10);

    private static final int MOST_RECORDS_A_POLL = 2_000;

    /** Every reader reads all of them: several only spread them over brokers. */
    private static final int PANE_PARTITIONS = 4;

    /** Three times the time that readers go back. */
    private static final Map<String, String> PANE_TOPIC = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofHours(1).toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofMinutes(10).toMillis()));

    private final SharedReadingSettings settings;

    KafkaSharingClients(SharedReadingSettings settings) {
        this.settings = settings;
    }

    @Override
    public Consumer<byte[], byte[]> member() {
        Map<String, Object> config = common("reader");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Also makes the question for committed offsets wait until it is settled whether a dead process's were
        // committed.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(SESSION));
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(HEARTBEAT));
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS_A_POLL);
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, millis(NEW_TOPICS));
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        Consumer<byte[], byte[]> member =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        BoundedFetches.on(member, settings.pace().mostRecordBytes());
        return member;
    }

    @Override
    public Producer<byte[], byte[]> writer() {
        Map<String, Object> config = common("writer");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.group() + "-" + settings.process());
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(LONGEST_TRANSACTION));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(DELIVERY_LIMIT));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY_LIMIT));
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void ensurePanes() throws InterruptedException {
        Map<String, Object> config = common("admin");
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(DELIVERY_LIMIT));
        try (Admin admin = Admin.create(config)) {
            if (!exists(admin)) {
                create(admin);
            }
        }
    }

    private boolean exists(Admin admin) throws InterruptedException {
        try {
            var unused = admin.describeTopics(List.of(settings.panes()))
                    .allTopicNames()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw asKafka(e);
        }
    }

    private void create(Admin admin) throws InterruptedException {
        NewTopic wanted = new NewTopic(settings.panes(), Optional.of(PANE_PARTITIONS), Optional.empty());
        try {
            var unused = admin.createTopics(List.of(wanted.configs(PANE_TOPIC)))
                    .all()
                    .get();
            LOG.infof("topic created topic=%s partitions=%d retention=1 h", settings.panes(), PANE_PARTITIONS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw asKafka(e);
            }
        }
    }

    private static KafkaException asKafka(ExecutionException e) {
        return e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }

    private Map<String, Object> common(String role) {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.group() + "-" + settings.process() + "-" + role);
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
