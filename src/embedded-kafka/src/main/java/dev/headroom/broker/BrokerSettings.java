// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What the embedded broker is told.
 *
 * @param clientPort where clients connect
 * @param controllerPort where the broker talks to its own controller
 * @param securePort where clients connect with TLS and a user name, if there is such a listener
 * @param directory where records and metadata lie
 * @param secure the listener at {@code securePort}
 */
record BrokerSettings(
        int clientPort, int controllerPort, int securePort, Path directory, Optional<SecureListener> secure) {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String HOST = "127.0.0.1";

    /** All ports are open at once before any is given back, so they differ. */
    static BrokerSettings onFreePorts(Path directory, Optional<SecureListener> secure) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket client = new ServerSocket(0, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback);
                ServerSocket encrypted = new ServerSocket(0, 1, loopback)) {
            return new BrokerSettings(
                    client.getLocalPort(), controller.getLocalPort(), encrypted.getLocalPort(), directory, secure);
        } catch (IOException failure) {
            throw new UncheckedIOException("no free loopback ports for the broker", failure);
        }
    }

    String bootstrapServers() {
        return HOST + ":" + clientPort;
    }

    String secureBootstrapServers() {
        return HOST + ":" + securePort;
    }

    Properties toProperties() {
        Properties properties = new Properties();
        listeners(properties);
        secure.ifPresent(listener -> listener.addTo(properties, secureBootstrapServers()));
        oneNode(properties);
        smallMemory(properties);
        return properties;
    }

    private void listeners(Properties properties) {
        String controller = HOST + ":" + controllerPort;
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty("listeners", "BROKER://" + bootstrapServers() + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", "BROKER://" + bootstrapServers());
        properties.setProperty("inter.broker.listener.name", "BROKER");
        properties.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", directory.toString());
    }

    /** Internal topics have one partition and one copy: there is nobody to hold a second one. */
    private static void oneNode(Properties properties) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".num.partitions", "1");
            properties.setProperty(topic + ".replication.factor", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
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
