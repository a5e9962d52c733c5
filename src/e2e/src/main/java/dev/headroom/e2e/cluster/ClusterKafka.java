// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.broker.BrokerNode;
import dev.headroom.lab.process.BrokerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A Kafka broker on a free port, with the topics that install.md asks for. */
public final class ClusterKafka {
    private static final int PARTITIONS = 6;
    private static final short ONE = 1;
    private static final List<String> TELEMETRY = List.of("llm.spans", "llm.metrics", "llm.requests", "llm.accesslog");

    private final BrokerProcess broker;

    private ClusterKafka(BrokerProcess broker) {
        this.broker = broker;
    }

    static ClusterKafka started(Workplace place) throws Exception {
        BrokerNode node = BrokerNode.onFreePorts(1, place.folder("kafka"));
        BrokerProcess broker = place.cleanup()
                .opened(new BrokerProcess(node, List.of(node), List.of()))
                .begin();
        broker.awaitStarted();
        ClusterKafka kafka = new ClusterKafka(broker);
        kafka.createTopics();
        return kafka;
    }

    /** Where clients of this machine find it. */
    public String bootstrapServers() {
        return broker.node().bootstrapServers();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        broker.kill();
    }

    /** Starts it again with its records. */
    public void restart() {
        broker.begin().awaitStarted();
    }

    private void createTopics() throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        TELEMETRY.forEach(name -> topics.add(new NewTopic(name, PARTITIONS, ONE)));
        topics.add(new NewTopic("headroom.plans", ONE, ONE).configs(Map.of("cleanup.policy", "compact")));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.createTopics(topics).all().get();
        }
    }
}
