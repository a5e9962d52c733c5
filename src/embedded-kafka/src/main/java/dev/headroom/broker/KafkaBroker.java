// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

/**
 * One running Kafka broker on the loopback interface. It can go away and come back, as brokers do; its address and its
 * records survive that. Not safe for use by several threads at once.
 */
public interface KafkaBroker extends AutoCloseable {
    /** What clients call {@code bootstrap.servers}; the same before and after a restart. */
    String bootstrapServers();

    /** Creates an empty topic with one replica a partition; throws when it exists already. */
    default void createTopic(String name, int partitions) {
        Topics.create(bootstrapServers(), name, partitions, 1);
    }

    /** Makes the broker unreachable and keeps its records; without effect when it is stopped already. */
    void stop();

    /** Brings a stopped broker back on the same port with the same records; without effect while it runs. */
    void start();

    /** Ends the broker for good and removes its records. */
    @Override
    void close();
}
