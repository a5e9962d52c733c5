// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.broker.BrokerNode;
import dev.headroom.broker.Topics;
import dev.headroom.lab.process.BrokerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;

/** Brokers, each in a process of its own, with the topics of telemetry. */
final class BrokerCluster implements AutoCloseable {
    /** Where events of requests go. */
    static final String EVENTS = "llm.requests";

    private static final int PARTITIONS_OF_EVENTS = 2;
    private static final long PATIENCE_SECONDS = 60;

    private final List<BrokerProcess> brokers;

    private BrokerCluster(List<BrokerProcess> brokers) {
        this.brokers = brokers;
    }

    /**
     * Starts them, empty.
     *
     * @param directory below which their records lie
     * @param sentOnTo where the clients of the first one's side port are sent on to, if there is one
     * @param before by which they are started
     */
    static BrokerCluster start(int count, Path directory, OptionalInt sentOnTo, List<String> before) {
        List<BrokerNode> nodes = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            BrokerNode node = BrokerNode.onFreePorts(id, directory.resolve("broker-" + id));
            nodes.add(sentOnTo.isPresent() && id == 1 ? node.sendingOnTo(sentOnTo.getAsInt()) : node);
        }
        BrokerCluster cluster = new BrokerCluster(nodes.stream()
                .map(node -> new BrokerProcess(node, nodes, before))
                .toList());
        try {
            cluster.brokers.forEach(BrokerProcess::begin);
            cluster.brokers.forEach(BrokerProcess::awaitStarted);
            cluster.createTopics();
            return cluster;
        } catch (RuntimeException failure) {
            cluster.close();
            throw failure;
        }
    }

    /** Where clients come that nothing stands between. */
    String bootstrapServers() {
        return brokers.stream().map(broker -> broker.node().bootstrapServers()).collect(Collectors.joining(","));
    }

    List<BrokerProcess> brokers() {
        return brokers;
    }

    /** The only one. */
    BrokerProcess broker() {
        if (brokers.size() != 1) {
            throw new IllegalStateException("there are " + brokers.size() + " brokers");
        }
        return brokers.get(0);
    }

    /** Who leads a partition now; empty where nobody does. */
    OptionalInt leaderOf(String topic, int partition) throws Exception {
        try (Admin admin = admin()) {
            TopicDescription described = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(topic));
            Node leader = described.partitions().get(partition).leader();
            return leader == null || leader.isEmpty() ? OptionalInt.empty() : OptionalInt.of(leader.id());
        }
    }

    /** A client for questions; the caller closes it. */
    Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    @Override
    public void close() {
        brokers.forEach(BrokerProcess::close);
    }

    private void createTopics() {
        int copies = Math.min(3, brokers.size());
        Topics.create(bootstrapServers(), EVENTS, PARTITIONS_OF_EVENTS, copies);
        Topics.create(bootstrapServers(), "llm.spans", 1, copies);
        Topics.create(bootstrapServers(), "llm.metrics", 1, copies);
    }
}
