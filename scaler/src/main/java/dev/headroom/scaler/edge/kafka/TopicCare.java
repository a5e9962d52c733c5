// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/** Sees to it that the topic is there and of the right kind. One thread. */
final class TopicCare {
    private static final Logger LOG = Logger.getLogger(TopicCare.class);

    /** The client gives up before. */
    private static final Duration ANSWER = Duration.ofSeconds(6);

    /** As the owner writes each plan every few seconds, old ones must go soon: a starting replica reads the whole topic. */
    private static final Map<String, String> CONFIG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(64 << 20),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(TimeUnit.HOURS.toMillis(1)),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1");

    private final Clients clients;
    private final String topic;
    private final Saying saying = new Saying(LOG);

    TopicCare(Clients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /** The finding of a look at the topic. */
    enum Finding {
        FOUND,
        /** Not there and not to be made, or not to be seen. */
        MISSING,
        /** The broker did not answer. */
        UNKNOWN
    }

    /** Looks for the topic and makes it where it is missing; answers within seconds. */
    Finding look() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            TopicAdmin broker = new TopicAdmin(admin, ANSWER);
            Optional<TopicDescription> found = find(broker);
            if (found.isEmpty()) {
                create(broker);
                LOG.infof("topic created topic=%s partitions=1 cleanup.policy=compact", topic);
            } else {
                judge(broker, found.get());
            }
            saying.over("topic '" + topic + "' exists");
            return Finding.FOUND;
        } catch (AuthorizationException e) {
            saying.trouble(
                    "denied",
                    "Kafka user needs Describe, Read and Write (or Create) on topic '" + topic + "': " + e.getMessage()
                            + "; until then this replica plans alone and keeps plans in memory");
            return Finding.MISSING;
        } catch (Refused e) {
            saying.trouble(
                    "refused",
                    "topic '" + topic + "' does not exist and cannot be created: " + e.getMessage()
                            + "; create it with one partition and cleanup.policy=compact. Until then this replica plans"
                            + " alone and keeps plans in memory");
            return Finding.MISSING;
        } catch (KafkaException | TimeoutException e) {
            saying.trouble(
                    "away", "topic '" + topic + "' not checked yet, the broker does not answer: " + e.getMessage());
            return Finding.UNKNOWN;
        }
    }

    /** The broker will not have it. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    private Optional<TopicDescription> find(TopicAdmin broker) throws InterruptedException, TimeoutException {
        try {
            return Optional.ofNullable(
                    broker.result(broker.admin().describeTopics(List.of(topic)).allTopicNames())
                            .get(topic));
        } catch (UnknownTopicOrPartitionException missing) {
            return Optional.empty();
        }
    }

    private void create(TopicAdmin broker) throws InterruptedException, TimeoutException, Refused {
        NewTopic wanted = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(CONFIG);
        try {
            var unused =
                    broker.result(broker.admin().createTopics(List.of(wanted)).all());
        } catch (TopicExistsException another) {
            LOG.debugf("topic %s was created by another replica", topic);
        } catch (org.apache.kafka.common.errors.RetriableException e) {
            throw e;
        } catch (KafkaException e) {
            throw new Refused(e);
        }
    }

    private void judge(TopicAdmin broker, TopicDescription description) throws InterruptedException {
        int partitions = description.partitions().size();
        if (partitions != 1) {
            LOG.warnf("topic '%s' must have 1 partition, has %d: only partition 0 is used", topic, partitions);
        }
        String policy = cleanupPolicy(broker);
        if (!policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            LOG.warnf(
                    "topic '%s' must have cleanup.policy=compact, has %s: plans of idle workloads expire, or the topic grows",
                    topic, policy);
        }
    }

    /** As it should be where it may not be seen. */
    private String cleanupPolicy(TopicAdmin broker) throws InterruptedException {
        try {
            return broker.cleanupPolicy(topic).orElse(TopicConfig.CLEANUP_POLICY_COMPACT);
        } catch (KafkaException | TimeoutException e) {
            LOG.debugf("cleanup.policy of topic %s cannot be read: %s", topic, e.getMessage());
            return TopicConfig.CLEANUP_POLICY_COMPACT;
        }
    }
}
