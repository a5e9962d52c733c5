// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import dev.headroom.broker.EmbeddedKafka;
import java.util.ArrayList;
import java.util.List;

/** A Kafka broker in its own process. Says where it is found; its topics are there by then. */
public final class BrokerProgram {
    /** Of each topic. */
    private static final int PARTITIONS = 4;

    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

    private BrokerProgram() {}

    /**
     * A running broker.
     *
     * @param process ends it
     * @param bootstrapServers where it is found
     */
    public record Broker(Worker process, String bootstrapServers) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /** Starts a broker that has the topics, empty. */
    public static Broker start(List<String> topics) {
        Worker process = Worker.start(BrokerProgram.class, JVM_OPTIONS, new ArrayList<>(topics));
        return new Broker(process, process.line());
    }

    /** Arguments: names of topics. */
    public static void main(String[] topics) {
        try (EmbeddedKafka broker = EmbeddedKafka.started()) {
            for (String topic : topics) {
                broker.createTopic(topic, PARTITIONS);
            }
            ParentProcess.tell(broker.bootstrapServers());
            ParentProcess.awaitDismissal();
        }
    }
}
