// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the HPA makes of external metrics of type AverageValue, as horizontal.go of Kubernetes does it: the proposal, stabilisation,
 * the limits of the rate, the bounds. One thread, and time goes forward only.
 *
 * <p>A real sync takes some milliseconds, so that syncs lie a little more than their period apart; therefore what is exactly as old
 * as a window has left it.
 */
public final class HorizontalAutoscaler {
    /** {@code --horizontal-pod-autoscaler-sync-period}. */
    public static final double SYNC_SECONDS = 15;

    /** Without a behavior a sync may always go to so many. */
    private static final int UNSET_LEAST_LIMIT = 4;
    /** Without a behavior a sync may go to so many times what there is. */
    private static final int UNSET_FACTOR = 2;

    private final HpaBehavior behavior;
    private final Recommendations recommendations;
    private final RateLimits limits;

    public HorizontalAutoscaler(HpaBehavior behavior) {
        this.behavior = behavior;
        this.recommendations = new Recommendations(behavior);
        this.limits = new RateLimits(behavior);
    }

    /**
     * One sync.
     *
     * @param proposal the metric's total over its target: the replicas it asks for, not yet rounded; 0 or more
     * @param replicas that the Deployment has, ready or not
     * @param now seconds since the episode's start
     * @return replicas to set
     */
    public int sync(double proposal, int replicas, double now) {
        return sync(List.of(ExternalMetric.of(proposal, 1)), replicas, now);
    }

    /**
     * One sync with several metrics, or without: the largest answer wins; where one is missing, nothing goes down; where all are,
     * nothing moves.
     *
     * @param metrics all of the HPA's
     * @param replicas that the Deployment has, ready or not; at 0 the HPA is off
     * @param now seconds since the episode's start
     * @return replicas to set
     */
    public int sync(List<ExternalMetric> metrics, int replicas, double now) {
        recommendations.beginAt(replicas, now);
        int decided = decided(metrics, replicas, now);
        limits.scaled(replicas, decided, now);
        return decided;
    }

    /** Bounds that are broken already are mended before any metric is looked at. */
    private int decided(List<ExternalMetric> metrics, int replicas, double now) {
        if (replicas == 0) {
            return 0;
        }
        if (replicas > behavior.maxReplicas()) {
            return behavior.maxReplicas();
        }
        int least = Math.max(1, behavior.minReplicas());
        if (replicas < least) {
            return least;
        }
        OptionalInt proposed = proposed(metrics, replicas);
        return proposed.isPresent() ? normalised(proposed.getAsInt(), replicas, now) : replicas;
    }

    private OptionalInt proposed(List<ExternalMetric> metrics, int replicas) {
        OptionalInt largest = OptionalInt.empty();
        boolean missing = false;
        for (ExternalMetric metric : metrics) {
            OptionalDouble value = metric.value();
            if (value.isPresent()) {
                int answer = behavior.tolerance().replicasFor(value.getAsDouble(), metric.target(), replicas);
                largest = OptionalInt.of(Math.max(answer, largest.orElse(0)));
            } else {
                missing = true;
            }
        }
        return missing && largest.orElse(0) < replicas ? OptionalInt.empty() : largest;
    }

    private int normalised(int proposed, int replicas, double now) {
        if (behavior.given()) {
            int stabilised = recommendations.stabilised(proposed, replicas, now);
            return bounded(limits.limited(stabilised, replicas, now));
        }
        int highest = recommendations.highest(proposed, now);
        return bounded(Math.min(highest, Math.max(UNSET_FACTOR * replicas, UNSET_LEAST_LIMIT)));
    }

    private int bounded(int replicas) {
        int least = Math.max(1, behavior.minReplicas());
        return Math.max(least, Math.min(behavior.maxReplicas(), replicas));
    }
}
