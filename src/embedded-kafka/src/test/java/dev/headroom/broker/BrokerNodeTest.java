// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerNodeTest {
    @Test
    void isTheSameAfterItWasAnArgument() {
        BrokerNode node = BrokerNode.onFreePorts(2, Path.of("/tmp/a,b"));

        assertThat(BrokerNode.parse(node.toArgument())).isEqualTo(node);
        assertThat(BrokerNode.parse(node.sendingOnTo(9092).toArgument())).isEqualTo(node.sendingOnTo(9092));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> BrokerNode.parse("1,2")).hasMessage("a broker must have 6 parts, was '1,2'");
        assertThatThrownBy(() -> BrokerNode.onFreePorts(0, Path.of("/tmp")))
                .hasMessage("id of a broker must be above 0, was 0");
    }

    @Test
    void comesBackWithItsRecords(@TempDir Path directory) throws Exception {
        BrokerNode node = BrokerNode.onFreePorts(1, directory);
        try (EmbeddedKafka first = EmbeddedKafka.node(node, List.of(node))) {
            first.createTopic("kept", 1);
        }
        try (EmbeddedKafka second = EmbeddedKafka.node(node, List.of(node))) {
            assertThat(second.bootstrapServers()).isEqualTo(node.bootstrapServers());
            assertThatThrownBy(() -> second.createTopic("kept", 1)).hasMessageContaining("already exists");
        }
    }
}
