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
 * @param tolerance ratios as near to 1 as this are left alone, in both directions; 0 or more
 */
public record HpaBehavior(int minReplicas, int maxReplicas, Rules up, Rules down, double tolerance) {
    /** {@code --horizontal-pod-autoscaler-tolerance} of a cluster by default. */
    public static final double DEFAULT_TOLERANCE = 0.1;
    /** {@code --horizontal-pod-autoscaler-downscale-stabilization}. */
    private static final double DEFAULT_DOWN_SECONDS = 300;
    /** One sync. */
    private static final double PERIOD_SECONDS = 15;
    /** May double, or vanish. */
    private static final Limit WHOLLY = new Limit(Limit.Kind.PERCENT, 100, PERIOD_SECONDS);

    public HpaBehavior {
        if (minReplicas < 0 || maxReplicas < Math.max(1, minReplicas)) {
            throw new IllegalArgumentException(
                    "replicas need 0 <= min <= max and max >= 1, were " + minReplicas + " to " + maxReplicas);
        }
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance must be 0 or more, was " + tolerance);
        }
    }

    /** Kubernetes' defaults: up by 4 pods or to double in 15 s; down to the highest of 300 s. */
    public static HpaBehavior defaults(int minReplicas, int maxReplicas) {
        Rules up = new Rules(0, List.of(new Limit(Limit.Kind.PODS, 4, PERIOD_SECONDS), WHOLLY));
        Rules down = new Rules(DEFAULT_DOWN_SECONDS, List.of(WHOLLY));
        return new HpaBehavior(minReplicas, maxReplicas, up, down, DEFAULT_TOLERANCE);
    }

    /** To double in 15 s, or to vanish, both after windows of so many seconds. */
    public static HpaBehavior doubling(int minReplicas, int maxReplicas, double upSeconds, double downSeconds) {
        Rules up = new Rules(upSeconds, List.of(WHOLLY));
        Rules down = new Rules(downSeconds, List.of(WHOLLY));
        return new HpaBehavior(minReplicas, maxReplicas, up, down, DEFAULT_TOLERANCE);
    }

    /** That of Headroom's example ScaledObject: any step at once in both directions, no tolerance. */
    public static HpaBehavior recommended(int minReplicas, int maxReplicas) {
        Rules atOnce = new Rules(0, List.of());
        return new HpaBehavior(minReplicas, maxReplicas, atOnce, atOnce, 0);
    }

    /**
     * One direction.
     *
     * @param stabilisationSeconds the most cautious recommendation of this span rules; 0 for none
     * @param limits how far at once, of which the one counts that allows most ({@code selectPolicy: Max}); none for no limit
     */
    public record Rules(double stabilisationSeconds, List<Limit> limits) {
        /** The API accepts no more. */
        private static final double MOST_STABILISATION_SECONDS = 3600;

        public Rules {
            if (!(stabilisationSeconds >= 0 && stabilisationSeconds <= MOST_STABILISATION_SECONDS)) {
                throw new IllegalArgumentException(
                        "stabilisationSeconds must be 0 to 3600, was " + stabilisationSeconds);
            }
            limits = List.copyOf(limits);
        }
    }

    /**
     * A limit of the rate.
     *
     * @param kind pods or percent
     * @param value so many; 1 or more
     * @param periodSeconds in so long; above 0, up to 1800
     */
    public record Limit(Kind kind, int value, double periodSeconds) {
        /** The API accepts no more. */
        private static final double MOST_PERIOD_SECONDS = 1800;

        public Limit {
            if (value < 1) {
                throw new IllegalArgumentException("a policy's value must be 1 or more, was " + value);
            }
            if (!(periodSeconds > 0 && periodSeconds <= MOST_PERIOD_SECONDS)) {
                throw new IllegalArgumentException("periodSeconds must be above 0, up to 1800, was " + periodSeconds);
            }
        }

        /** What is counted. */
        public enum Kind {
            PODS,
            PERCENT
        }
    }
}
