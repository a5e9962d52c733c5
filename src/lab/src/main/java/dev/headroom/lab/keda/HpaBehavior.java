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
 * @param given whether the HPA has a {@code behavior} at all: without one the controller limits growth by a rule of its own, and
 *     the highest recommendation of {@code down}'s span rules in both directions
 */
public record HpaBehavior(int minReplicas, int maxReplicas, Rules up, Rules down, Tolerance tolerance, boolean given) {
    /** {@code --horizontal-pod-autoscaler-downscale-stabilization}, and the default of a given behavior. */
    private static final double DEFAULT_DOWN_SECONDS = 300;
    /** Of the recommended behavior: the scaler damps already. */
    private static final double RECOMMENDED_DOWN_SECONDS = 60;
    /** Pods at once by default. */
    private static final int DEFAULT_PODS = 4;
    /** Pods at once in the recommended behavior. */
    private static final int RECOMMENDED_PODS = 8;
    /** May double, or vanish. */
    private static final int WHOLLY = 100;
    /** The period of every default policy: one sync. */
    private static final double PERIOD_SECONDS = 15;

    public HpaBehavior {
        if (minReplicas < 0 || maxReplicas < Math.max(1, minReplicas)) {
            throw new IllegalArgumentException(
                    "replicas need 0 <= min <= max and max >= 1, were " + minReplicas + " to " + maxReplicas);
        }
    }

    /** With a {@code behavior}. */
    public HpaBehavior(int minReplicas, int maxReplicas, Rules up, Rules down, Tolerance tolerance) {
        this(minReplicas, maxReplicas, up, down, tolerance, true);
    }

    /**
     * No {@code behavior}: at most max(2 × current, 4) at a sync; the highest recommendation of 300 s rules. Tolerance 0.1 as from
     * Kubernetes 1.33 on.
     */
    public static HpaBehavior unset(int minReplicas, int maxReplicas) {
        return new HpaBehavior(
                minReplicas,
                maxReplicas,
                Rules.unlimited(0),
                Rules.unlimited(DEFAULT_DOWN_SECONDS),
                Tolerance.TENTH_SINCE_1_33,
                false);
    }

    /** A {@code behavior} that leaves everything to Kubernetes' defaults. Tolerance 0.1 as from Kubernetes 1.33 on. */
    public static HpaBehavior defaults(int minReplicas, int maxReplicas) {
        return new HpaBehavior(
                minReplicas, maxReplicas, Rules.defaultUp(), Rules.defaultDown(), Tolerance.TENTH_SINCE_1_33);
    }

    /** What Headroom's example ScaledObject sets: up at once, by 8 or to double in 15 s; down after a minute; no tolerance. */
    public static HpaBehavior recommended(int minReplicas, int maxReplicas) {
        Rules up = new Rules(0, Select.MAX, List.of(percentIn15Seconds(), podsIn15Seconds(RECOMMENDED_PODS)));
        Rules down = new Rules(RECOMMENDED_DOWN_SECONDS, Select.MAX, List.of(percentIn15Seconds()));
        return new HpaBehavior(minReplicas, maxReplicas, up, down, Tolerance.ZERO);
    }

    /** The same with another tolerance. */
    public HpaBehavior with(Tolerance other) {
        return new HpaBehavior(minReplicas, maxReplicas, up, down, other, given);
    }

    /** The same with other bounds. */
    public HpaBehavior within(int least, int most) {
        return new HpaBehavior(least, most, up, down, tolerance, given);
    }

    private static Limit percentIn15Seconds() {
        return new Limit(Limit.Kind.PERCENT, WHOLLY, PERIOD_SECONDS);
    }

    private static Limit podsIn15Seconds(int pods) {
        return new Limit(Limit.Kind.PODS, pods, PERIOD_SECONDS);
    }

    /**
     * One direction.
     *
     * @param stabilisationSeconds the most cautious recommendation of this span rules; 0 for none
     * @param select which policy counts where there are several
     * @param limits how far at once; with none there is no limit (in Kubernetes the defaults would step in)
     */
    public record Rules(double stabilisationSeconds, Select select, List<Limit> limits) {
        /** The API accepts no more. */
        private static final double MOST_STABILISATION_SECONDS = 3600;

        public Rules {
            if (!(stabilisationSeconds >= 0 && stabilisationSeconds <= MOST_STABILISATION_SECONDS)) {
                throw new IllegalArgumentException(
                        "stabilisationSeconds must be 0 to 3600, was " + stabilisationSeconds);
            }
            limits = List.copyOf(limits);
        }

        /** Kubernetes' default for growth: at once, by 4 pods or to double in 15 s, whichever is more. */
        public static Rules defaultUp() {
            return new Rules(0, Select.MAX, List.of(podsIn15Seconds(DEFAULT_PODS), percentIn15Seconds()));
        }

        /** Kubernetes' default for shrinking: the highest recommendation of 300 s rules, no other limit. */
        public static Rules defaultDown() {
            return new Rules(DEFAULT_DOWN_SECONDS, Select.MAX, List.of(percentIn15Seconds()));
        }

        /** Only the stabilisation. */
        public static Rules unlimited(double stabilisationSeconds) {
            return new Rules(stabilisationSeconds, Select.MAX, List.of());
        }

        /** Never in this direction. */
        public static Rules disabled() {
            return new Rules(0, Select.DISABLED, List.of());
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
