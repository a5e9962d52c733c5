// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Questions about topics, each with an answer in time or an exception.
 *
 * @param admin asks the broker
 * @param patience how long an answer may take
 */
record TopicAdmin(Admin admin, Duration patience) {
    /** The answer; a failure of the broker is a {@link KafkaException}. */
    <T> T result(KafkaFuture<T> future) throws InterruptedException, TimeoutException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    /** The topic's {@code cleanup.policy}; empty where the broker does not tell it. */
    Optional<String> cleanupPolicy(String topic) throws InterruptedException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        @Nullable
        Config config = result(admin.describeConfigs(List.of(resource)).all()).get(resource);
        @Nullable ConfigEntry entry = config == null ? null : config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        return Optional.ofNullable(entry).map(ConfigEntry::value);
    }
}
