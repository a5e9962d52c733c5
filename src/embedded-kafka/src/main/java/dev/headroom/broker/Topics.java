// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Topic creation as any Kafka client does it. */
public final class Topics {
    /** A starting broker on a busy two-core machine has answered within 13 s. */
    private static final long PATIENCE_SECONDS = 30;

    private Topics() {}

    /**
     * Creates an empty topic.
     *
     * @param copies replicas of each partition; no more than there are brokers
     * @throws IllegalStateException when it exists, or no broker answers within 30 s
     */
    public static void create(String bootstrapServers, String name, int partitions, int copies) {
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) copies)))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("topic '" + name + "' could not be created: " + failure, failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic '" + name + "'", interruption);
        }
    }
}
