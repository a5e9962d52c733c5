// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What an embedded broker is told.
 *
 * @param self its own ports and directory
 * @param cluster all nodes, itself among them; each is a broker and a controller
 * @param secure the listener at the side port, where clients connect with TLS and a user name, if there is one
 */
record BrokerSettings(BrokerNode self, List<BrokerNode> cluster, Optional<SecureListener> secure) {
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String HOST = "127.0.0.1";
    /** Copies of a partition in a cluster that has so many nodes: one may be lost, and another be slow. */
    private static final int MOST_COPIES = 3;

    BrokerSettings {
        cluster = List.copyOf(cluster);
        if (!cluster.contains(self)) {
            throw new IllegalArgumentException("broker " + self.id() + " must be one of its cluster");
        }
    }

    static BrokerSettings onFreePorts(Path directory, Optional<SecureListener> secure) {
        BrokerNode self = BrokerNode.onFreePorts(1, directory);
        return new BrokerSettings(self, List.of(self), secure);
    }

    Path directory() {
        return self.directory();
    }

    String bootstrapServers() {
        return self.bootstrapServers();
    }

    String secureBootstrapServers() {
        return HOST + ":" + self.sidePort();
    }

    Properties toProperties() {
        Properties properties = new Properties();
        listeners(properties);
        self.sentOnTo().ifPresent(port -> side(properties, port));
        secure.ifPresent(listener -> listener.addTo(properties, secureBootstrapServers()));
        copies(properties, Math.min(MOST_COPIES, cluster.size()));
        smallMemory(properties);
        return properties;
    }

    private void listeners(Properties properties) {
        String controller = controllerOf(self);
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(self.id()));
        properties.setProperty(
                "controller.quorum.voters",
                cluster.stream()
                        .map(node -> node.id() + "@" + controllerOf(node))
                        .collect(Collectors.joining(",")));
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty("listeners", "BROKER://" + bootstrapServers() + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", "BROKER://" + bootstrapServers());
        properties.setProperty("inter.broker.listener.name", "BROKER");
        properties.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", directory().toString());
    }

    /** Clients that come by this listener are told of its other end, and stay there. */
    private void side(Properties properties, int sentOnTo) {
        append(properties, "listeners", "SIDE://" + HOST + ":" + self.sidePort());
        append(properties, "advertised.listeners", "SIDE://" + HOST + ":" + sentOnTo);
        append(properties, "listener.security.protocol.map", "SIDE:PLAINTEXT");
    }

    /** Adds to a list that has begun. */
    static void append(Properties properties, String key, String value) {
        properties.setProperty(key, properties.getProperty(key) + "," + value);
    }

    private static String controllerOf(BrokerNode node) {
        return HOST + ":" + node.controllerPort();
    }

    /** Internal topics have one partition; of three copies two must be there. */
    private static void copies(Properties properties, int copies) {
        String all = Integer.toString(copies);
        String least = Integer.toString(Math.max(1, copies - 1));
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".num.partitions", "1");
            properties.setProperty(topic + ".replication.factor", all);
        }
        properties.setProperty("default.replication.factor", all);
        properties.setProperty("min.insync.replicas", least);
        properties.setProperty("transaction.state.log.min.isr", least);
        properties.setProperty("share.coordinator.state.topic.min.isr", least);
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // Without it a restart waits 9 s, until the session of the broker's former life has expired.
        properties.setProperty("controlled.shutdown.enable", "true");
    }

    private static void smallMemory(Properties properties) {
        properties.setProperty("num.network.threads", "1");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("background.threads", "2");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        properties.setProperty("log.segment.bytes", Integer.toString(16 << 20));
        properties.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
        properties.setProperty("offsets.topic.segment.bytes", Integer.toString(4 << 20));
        properties.setProperty("transaction.state.log.segment.bytes", Integer.toString(4 << 20));
        properties.setProperty("share.coordinator.state.topic.segment.bytes", Integer.toString(4 << 20));
    }
}
