// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest extends KafkaBrokerContract {
    @Override
    KafkaBroker newBroker() {
        return EmbeddedKafka.started();
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        EmbeddedKafka second = EmbeddedKafka.started();
        Path directory = second.directory();
        assertThat(directory).isDirectory();

        second.close();

        assertThat(directory).doesNotExist();
        assertThatThrownBy(second::start).hasMessageContaining("is closed");
    }
}
