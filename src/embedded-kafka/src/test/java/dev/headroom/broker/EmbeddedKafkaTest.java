// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest extends KafkaBrokerContract {
    @Override
    KafkaBroker newBroker() {
        return EmbeddedKafka.started();
    }

    @Test
    void leavesNothingBehindWhenClosed() throws IOException {
        Set<Path> before = brokerDirectories();

        EmbeddedKafka second = EmbeddedKafka.started();
        second.close();

        assertThat(brokerDirectories()).isSubsetOf(before);
        assertThatThrownBy(second::start).hasMessageContaining("is closed");
    }

    private static Set<Path> brokerDirectories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("headroom-kafka-"))
                    .collect(Collectors.toSet());
        }
    }
}
