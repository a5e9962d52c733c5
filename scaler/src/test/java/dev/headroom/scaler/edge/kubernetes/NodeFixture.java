// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Instant;
import java.util.Map;

/** Nodes as an API server shows them. */
final class NodeFixture {
    private NodeFixture() {}

    static Node node(String name, Instant created, Map<String, String> labels) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withCreationTimestamp(created.toString())
                .withLabels(labels)
                .endMetadata()
                .build();
    }
}
