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
 * @param node where it runs; empty while it has no node, and where nodes cannot be seen
 * @param ready since when it is Ready; empty while it is not
 */
public record Replica(String name, Instant created, Optional<Node> node, Optional<Instant> ready) {
    /**
     * The node of a replica.
     *
     * @param hardware its hardware class, e.g. {@code p5.48xlarge} or {@code NVIDIA-H100-80GB-HBM3}
     * @param created when the node came into being
     * @param scheduled when the replica was bound to it; empty where that cannot be seen
     */
    public record Node(String hardware, Instant created, Optional<Instant> scheduled) {}

    /** Whether its node was made for it: it came into being after the replica. Empty while there is no node. */
    public Optional<Boolean> onNewNode() {
        return node.map(known -> known.created().isAfter(created));
    }
}
