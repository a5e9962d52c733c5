// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The broker as its project ships it, in a container. {@link #stop()} freezes it, for that keeps port and records for
 * certain: clients then see time-outs where a stopped {@link EmbeddedKafka} refuses connections.
 */
public final class ContainerKafka implements KafkaBroker {
    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka-native:4.1.2");

    private final KafkaContainer container;
    private boolean frozen;

    private ContainerKafka(KafkaContainer container) {
        this.container = container;
    }

    /** A new, empty broker, ready for clients. */
    public static ContainerKafka started() {
        KafkaContainer container = new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        return new ContainerKafka(container);
    }

    /** Whether a container engine answers here. */
    public static boolean engineFound() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void stop() {
        if (!frozen) {
            container
                    .getDockerClient()
                    .pauseContainerCmd(container.getContainerId())
                    .exec();
            frozen = true;
        }
    }

    @Override
    public void start() {
        if (frozen) {
            container
                    .getDockerClient()
                    .unpauseContainerCmd(container.getContainerId())
                    .exec();
            frozen = false;
        }
    }

    @Override
    public void close() {
        start();
        container.stop();
    }
}
