// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import java.time.Instant;
import java.util.Optional;

/**
 * One replica as the cluster shows it; those on their way out are none. A group of a LeaderWorkerSet is one replica, as its
 * leader shows it.
 *
 * @param name as telemetry names it
 * @param created when it came into being
 * @param node where it runs; empty while it has no node
 * @param ready since when it is Ready; empty while it is not
 */
public record Replica(String name, Instant created, Optional<Node> node, Optional<Instant> ready) {
    /**
     * The node of a replica.
     *
     * @param hardware its hardware class, e.g. {@code p5.48xlarge} or {@code NVIDIA-H100-80GB-HBM3}; empty where nodes cannot be
     *     seen
     * @param created when the node came into being; empty where nodes cannot be seen
     * @param scheduled when the replica was bound to it; empty where that cannot be seen
     */
    public record Node(Optional<String> hardware, Optional<Instant> created, Optional<Instant> scheduled) {}

    /** Hardware class of its node, where it has one and that can be seen. */
    public Optional<String> hardware() {
        return node.flatMap(Node::hardware);
    }

    /** Whether its node was made for it: it came into being after the replica. Empty where that cannot be seen. */
    public Optional<Boolean> onNewNode() {
        return node.flatMap(Node::created).map(made -> made.isAfter(created));
    }
}
