// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import java.time.Instant;
import java.util.Optional;

/**
 * One replica as the cluster shows it; leaving replicas are not counted. A group of a LeaderWorkerSet is one replica, as its leader shows
 * it.
 *
 * @param name as telemetry names it: its pod's uid, or the name of its group
 * @param pod the name of its pod, or of the pod that leads it, for sentences
 * @param created when it came into being
 * @param node where it runs; empty while it has no node
 * @param ready since when it is Ready; empty while it is not
 * @param prospect the cluster's next action for it
 * @param limits limits that its server was started with, as its pod says
 */
public record Replica(
        String name,
        String pod,
        Instant created,
        Optional<Node> node,
        Optional<Instant> ready,
        Prospect prospect,
        StatedLimits limits) {
    /** A replica without further details. */
    public Replica(String name, Instant created, Optional<Node> node, Optional<Instant> ready) {
        this(name, created, node, ready, Prospect.UNKNOWN);
    }

    /** A replica whose server's limits cannot be seen. */
    public Replica(String name, Instant created, Optional<Node> node, Optional<Instant> ready, Prospect prospect) {
        this(name, name, created, node, ready, prospect, StatedLimits.UNKNOWN);
    }

    /**
     * The node of a replica.
     *
     * @param hardware its hardware class, e.g. {@code p5.48xlarge} or {@code NVIDIA-H100-80GB-HBM3}; empty where nodes cannot be
     *     seen
     * @param created when the node came into being; empty where nodes cannot be seen
     * @param scheduled when the replica was bound to it; empty where that cannot be seen
     * @param running since when the replica's server runs on it, its image in place; empty while it does not, and where that cannot be seen
     */
    public record Node(
            Optional<String> hardware,
            Optional<Instant> created,
            Optional<Instant> scheduled,
            Optional<Instant> running) {
        /** A node of a replica whose server's start cannot be seen. */
        public Node(Optional<String> hardware, Optional<Instant> created, Optional<Instant> scheduled) {
            this(hardware, created, scheduled, Optional.empty());
        }
    }

    /**
     * The cluster's next action for a replica.
     *
     * @param provisioning the provisioning for it while it has no node; empty where that cannot be seen, which differs from no provisioning
     * @param departure when its node goes; empty where nothing is known to take it away
     */
    public record Prospect(Optional<Provisioning> provisioning, Optional<Departure> departure) {
        /** Nothing can be seen. */
        public static final Prospect UNKNOWN = new Prospect(Optional.empty(), Optional.empty());
    }

    /**
     * The provisioning for a replica without a node.
     *
     * @param claim the node that is on its way; empty without one
     */
    public record Provisioning(Optional<Claim> claim) {}

    /**
     * A node that is on its way.
     *
     * @param name as the cluster names the claim to it
     * @param created when it was requested
     * @param hardware its hardware class; empty while that is open
     * @param launched whether it has a machine: before that, the machine may turn out to be unavailable
     * @param stage the awaited step, in a word or two
     */
    public record Claim(String name, Instant created, Optional<String> hardware, boolean launched, String stage) {}

    /**
     * The end of a node.
     *
     * @param at from when on it may be gone
     * @param cause the reason, in people's words
     */
    public record Departure(Instant at, String cause) {}

    /** The same, about which the cluster will do something else. */
    public Replica with(Prospect other) {
        return new Replica(name, pod, created, node, ready, other, limits);
    }

    /** The same, whose server was started with other limits. */
    public Replica with(StatedLimits other) {
        return new Replica(name, pod, created, node, ready, prospect, other);
    }

    /** The same, whose pod has another name than the replica. */
    public Replica inPod(String other) {
        return new Replica(name, other, created, node, ready, prospect, limits);
    }

    /** Hardware class of its node, where it has one and that can be seen; else of the node that is on its way. */
    public Optional<String> hardware() {
        return node.isPresent() ? node.flatMap(Node::hardware) : claim().flatMap(Claim::hardware);
    }

    /** The node that is on its way for the replica; empty for a replica with a node. */
    public Optional<Claim> claim() {
        return node.isPresent() ? Optional.empty() : prospect.provisioning().flatMap(Provisioning::claim);
    }

    /** Whether its node was made for it: it came into being after the replica. Empty where that cannot be seen. */
    public Optional<Boolean> onNewNode() {
        return node.flatMap(Node::created).map(made -> made.isAfter(created));
    }
}
