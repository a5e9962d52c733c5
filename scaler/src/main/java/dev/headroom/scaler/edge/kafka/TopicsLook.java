// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.doctor.TopicFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/** Looks at the topics that Headroom needs, once, on demand. Ends within seconds, broker or not. */
public final class TopicsLook {
    private static final Logger LOG = Logger.getLogger(TopicsLook.class);
    private static final Duration ANSWER = Duration.ofSeconds(4);

    private final Map<String, Object> kafka;
    private final Map<String, TopicFacts.Use> topics;

    /**
     * Looks at nothing yet.
     *
     * @param kafka settings of every Kafka client of the service: broker, TLS, SASL
     * @param topics by name
     */
    public TopicsLook(Map<String, Object> kafka, Map<String, TopicFacts.Use> topics) {
        this.kafka = Map.copyOf(kafka);
        this.topics = Map.copyOf(topics);
    }

    /** The topics as they are; empty where the broker does not answer. */
    public Optional<List<TopicFacts>> look() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "headroom-doctor");
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        try (Admin admin = Admin.create(config)) {
            Map<String, KafkaFuture<TopicDescription>> asked =
                    admin.describeTopics(topics.keySet()).topicNameValues();
            TopicAdmin broker = new TopicAdmin(admin, ANSWER);
            List<TopicFacts> facts = new ArrayList<>();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> one : asked.entrySet()) {
                facts.add(described(broker, one.getKey(), one.getValue()));
            }
            return Optional.of(facts);
        } catch (KafkaException | TimeoutException e) {
            LOG.debugf("topics cannot be described: %s", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private TopicFacts described(TopicAdmin broker, String topic, KafkaFuture<TopicDescription> description)
            throws InterruptedException, TimeoutException {
        TopicFacts.Use use = topics.getOrDefault(topic, TopicFacts.Use.TELEMETRY);
        try {
            int partitions = broker.result(description).partitions().size();
            return new TopicFacts(topic, use, OptionalInt.of(partitions), cleanup(broker, topic), Optional.empty());
        } catch (UnknownTopicOrPartitionException missing) {
            return new TopicFacts(topic, use, OptionalInt.empty(), Optional.empty(), Optional.empty());
        } catch (AuthorizationException denied) {
            return new TopicFacts(
                    topic, use, OptionalInt.empty(), Optional.empty(), Optional.ofNullable(denied.getMessage()));
        }
    }

    /** Empty where the right to see it is missing. */
    private static Optional<String> cleanup(TopicAdmin broker, String topic)
            throws InterruptedException, TimeoutException {
        try {
            return broker.cleanupPolicy(topic);
        } catch (AuthorizationException denied) {
            return Optional.empty();
        }
    }
}
