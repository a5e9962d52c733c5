// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.util.List;

/**
 * {@code behavior} of a HorizontalPodAutoscaler, with its bounds.
 *
 * @param minReplicas never fewer
 * @param maxReplicas never more
 * @param up how it grows
 * @param down how it shrinks
 * @param tolerance when a ratio is near enough to 1
 */
public record HpaBehavior(int minReplicas, int maxReplicas, Rules up, Rules down, Tolerance tolerance) {
    public HpaBehavior {
        if (minReplicas < 0 || maxReplicas < Math.max(1, minReplicas)) {
            throw new IllegalArgumentException(
                    "replicas need 0 <= min <= max and max >= 1, were " + minReplicas + " to " + maxReplicas);
        }
    }

    /**
     * One direction.
     *
     * @param stabilisationSeconds the most cautious recommendation of this span rules; 0 for none
     * @param select which policy counts where there are several
     * @param limits how far at once
     */
    public record Rules(double stabilisationSeconds, Select select, List<Limit> limits) {
        public Rules {
            limits = List.copyOf(limits);
        }
    }

    /** Which of several limits counts. */
    public enum Select {
        /** The one that allows most. */
        MAX,
        /** The one that allows least. */
        MIN,
        /** No change in this direction. */
        DISABLED
    }

    /**
     * A limit of the rate.
     *
     * @param kind pods or percent
     * @param value so many
     * @param periodSeconds in so long
     */
    public record Limit(Kind kind, int value, double periodSeconds) {
        /** What is counted. */
        public enum Kind {
            PODS,
            PERCENT
        }
    }
}
