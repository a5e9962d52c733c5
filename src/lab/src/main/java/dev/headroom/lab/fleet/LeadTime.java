// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.random.RandomGenerator;

/**
 * From the wish for a pod until it is ready, drawn evenly.
 *
 * @param shortestSeconds at least
 * @param longestSeconds at most
 * @param pendingShare part of it that passes before the pod has a node
 */
public record LeadTime(double shortestSeconds, double longestSeconds, double pendingShare) {
    /** An image on the node and weights in its page cache: about 40 s, the first tenth for the scheduler. */
    public static final LeadTime WARM_NODE = new LeadTime(34, 46, 0.1);

    public LeadTime {
        if (!(shortestSeconds >= 0 && longestSeconds >= shortestSeconds)) {
            throw new IllegalArgumentException(
                    "a lead time needs 0 <= shortest <= longest, was " + shortestSeconds + " to " + longestSeconds);
        }
        if (!(pendingShare >= 0 && pendingShare <= 1)) {
            throw new IllegalArgumentException("pendingShare must be between 0 and 1, was " + pendingShare);
        }
    }

    double draw(RandomGenerator chance) {
        return shortestSeconds + (longestSeconds - shortestSeconds) * chance.nextDouble();
    }
}
