// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.Faults;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Routing;

/**
 * What stands around the engines.
 *
 * @param leadTime from the wish for a replica until it is as good as any
 * @param routing in front of the replicas
 * @param faults that all policies meet
 * @param minReplicas no answer of a policy goes below
 * @param maxReplicas no answer of a policy goes above
 * @param startReplicas ready when the episode begins
 */
public record Cluster(
        LeadTimeProfile leadTime, Routing routing, Faults faults, int minReplicas, int maxReplicas, int startReplicas) {
    public Cluster {
        if (minReplicas < 0 || maxReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException(
                    "replicas need 0 <= min <= max and max >= 1, were " + minReplicas + " and " + maxReplicas);
        }
        if (startReplicas < minReplicas || startReplicas > maxReplicas) {
            throw new IllegalArgumentException("the start needs " + minReplicas + " to " + maxReplicas
                    + " replicas as the limits say, was " + startReplicas);
        }
    }

    /** Routed by outstanding tokens, without faults. */
    public Cluster(LeadTimeProfile leadTime, int minReplicas, int maxReplicas, int startReplicas) {
        this(leadTime, Routing.LEAST_OUTSTANDING_TOKENS, Faults.NONE, minReplicas, maxReplicas, startReplicas);
    }

    /** The same limits, another start. */
    public Cluster startingWith(int replicas) {
        return new Cluster(leadTime, routing, faults, minReplicas, maxReplicas, replicas);
    }

    /** The same, with other faults. */
    public Cluster with(Faults others) {
        return new Cluster(leadTime, routing, others, minReplicas, maxReplicas, startReplicas);
    }

    /** The same, with replicas that are ready at once and at their full pace. */
    public Cluster withoutLeadTime() {
        return new Cluster(LeadTimeProfile.even(0, 0, 0), routing, faults, minReplicas, maxReplicas, startReplicas);
    }

    int within(int replicas) {
        return Math.max(minReplicas, Math.min(maxReplicas, replicas));
    }
}
