// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeShapeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # GPUs of a replica | of a node | replicas | nodes | unused
                            1   |     1     |    5     |   5   |   0
                            8   |     8     |    2     |   2   |   0
                            2   |     8     |    5     |   2   |   6
                            3   |     8     |    5     |   3   |   9
                            16  |     8     |    2     |   4   |   0
                            12  |     8     |    2     |   4   |   8
                            2   |     8     |    0     |   0   |   0
            """)
    void wholeReplicasOnWholeNodes(int replica, int node, int replicas, long nodes, long unused) {
        NodeShape shape = new NodeShape(replica, node);

        assertThat(shape.nodesFor(replicas)).isEqualTo(nodes);
        assertThat(shape.unusedGpus(replicas)).isEqualTo(unused);
    }

    @Test
    void aNodeWithoutGpusIsRefused() {
        assertThatThrownBy(() -> new NodeShape(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replicas and nodes have GPUs, were 1 and 0");
    }
}
