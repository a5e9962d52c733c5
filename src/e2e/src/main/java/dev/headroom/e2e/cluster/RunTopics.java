// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.programs.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Names in a person's Kafka that only one run uses: on the names of the chart, Headroom would join the person's own Headroom.
 *
 * @param run its id
 */
record RunTopics(String run) {
    private static final int PATIENCE_MILLIS = 15_000;

    String plans() {
        return named("headroom.plans");
    }

    /** The topic of native events. */
    String requests() {
        return named("llm.requests");
    }

    /** Values of Headroom's chart, in the form of {@code --set}. */
    List<String> values() {
        return List.of(
                "plans.topic=" + plans(),
                "plans.group=" + named("headroom-planners"),
                "kafka.topics.spans={" + spans() + "}",
                "kafka.topics.metrics={" + metrics() + "}",
                "kafka.topics.events={" + requests() + "}",
                "kafka.topics.accessLogs={" + accessLogs() + "}");
    }

    /** Makes them, with as many partitions and replicas as the broker gives by default. */
    void create(String bootstrapServers) throws InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : telemetry()) {
            topics.add(new NewTopic(name, Optional.empty(), Optional.empty()));
        }
        topics.add(
                new NewTopic(plans(), Optional.of(1), Optional.empty()).configs(Map.of("cleanup.policy", "compact")));
        try (Admin admin = admin(bootstrapServers)) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException failure) {
            throw refused(bootstrapServers, String.valueOf(failure.getCause()));
        } catch (KafkaException failure) {
            throw refused(bootstrapServers, failure.toString());
        }
    }

    /** Deletes those that are there. */
    void delete(String bootstrapServers) throws InterruptedException, ExecutionException {
        List<String> names = new ArrayList<>(telemetry());
        names.add(plans());
        try (Admin admin = admin(bootstrapServers)) {
            for (KafkaFuture<Void> deletion :
                    admin.deleteTopics(names).topicNameValues().values()) {
                try {
                    deletion.get();
                } catch (ExecutionException failure) {
                    if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw failure;
                    }
                }
            }
        }
    }

    private List<String> telemetry() {
        return List.of(spans(), metrics(), requests(), accessLogs());
    }

    private String spans() {
        return named("llm.spans");
    }

    private String metrics() {
        return named("llm.metrics");
    }

    private String accessLogs() {
        return named("llm.accesslog");
    }

    private String named(String name) {
        return name + ".e2e-" + run;
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS));
    }

    private static CannotRunException refused(String bootstrapServers, String why) {
        return new CannotRunException(
                "Kafka at " + bootstrapServers + " does not create the topics of the run: " + why);
    }
}
