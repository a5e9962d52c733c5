// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.LeadTime;

/**
 * What stands around the engines.
 *
 * @param leadTime from the wish for a replica until it is ready
 * @param minReplicas no answer of a policy goes below
 * @param maxReplicas no answer of a policy goes above
 * @param startReplicas ready when the episode begins
 */
public record Cluster(LeadTime leadTime, int minReplicas, int maxReplicas, int startReplicas) {
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

    /** What a start-up takes in the mean, in seconds: two changes of direction within it are a flap. */
    public double typicalLeadSeconds() {
        return (leadTime.shortestSeconds() + leadTime.longestSeconds()) / 2;
    }

    /** The same limits, another start. */
    public Cluster startingWith(int replicas) {
        return new Cluster(leadTime, minReplicas, maxReplicas, replicas);
    }

    /** The same, with replicas that are ready at once. */
    public Cluster withoutLeadTime() {
        return new Cluster(new LeadTime(0, 0, 0), minReplicas, maxReplicas, startReplicas);
    }

    int within(int replicas) {
        return Math.max(minReplicas, Math.min(maxReplicas, replicas));
    }
}
