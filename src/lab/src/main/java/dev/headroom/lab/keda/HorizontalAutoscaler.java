// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import java.util.ArrayDeque;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the HPA makes of one external metric of type AverageValue, as horizontal.go of Kubernetes does it: the proposal,
 * stabilisation, the limits of the rate, the bounds. One thread, and time goes forward only.
 *
 * <p>A real sync takes some milliseconds, so that syncs lie a little more than their period apart; therefore what is exactly as old
 * as a window has left it.
 */
public final class HorizontalAutoscaler {
    /** {@code --horizontal-pod-autoscaler-sync-period}. */
    public static final double SYNC_SECONDS = 15;
    /** Quantities of metrics count in thousandths. */
    private static final double MILLI = 1e3;

    private static final double PERCENT = 100;

    /** A recommendation of so many replicas, or a change by so many. */
    private record Past(double at, int replicas) {}

    private final HpaBehavior behavior;
    private final ArrayDeque<Past> recommendations = new ArrayDeque<>();
    private final ArrayDeque<Past> changes = new ArrayDeque<>();
    private boolean begun;

    public HorizontalAutoscaler(HpaBehavior behavior) {
        this.behavior = behavior;
    }

    /** One sync on a proposal: the metric's total over its target, not yet rounded; 0 or more. */
    public int sync(double proposal, int replicas, double now) {
        return sync(OptionalDouble.of(proposal), 1, replicas, now);
    }

    /**
     * One sync.
     *
     * @param value of the metric, 0 or more; empty when it cannot be had: then nothing moves
     * @param target wanted value a replica; above 0
     * @param replicas that the Deployment has, ready or not; at 0 the HPA is off
     * @param now seconds since the episode's start
     * @return replicas to set
     */
    public int sync(OptionalDouble value, double target, int replicas, double now) {
        if (!(value.orElse(0) >= 0 && target > 0)) {
            throw new IllegalArgumentException(
                    "a metric's value must be 0 or more and its target above 0, were " + value + " and " + target);
        }
        if (!begun) {
            // At its first look the controller takes what it finds for a recommendation.
            recommendations.add(new Past(now, replicas));
            begun = true;
        }
        int decided = decided(value, target, replicas, now);
        if (decided != replicas) {
            double longest = Stream.of(behavior.up(), behavior.down())
                    .flatMap(rules -> rules.limits().stream())
                    .mapToDouble(Limit::periodSeconds)
                    .max()
                    .orElse(0);
            changes.removeIf(old -> old.at() <= now - longest);
            changes.add(new Past(now, decided - replicas));
        }
        return decided;
    }

    /** Bounds that are broken already are mended before any metric is looked at. */
    private int decided(OptionalDouble value, double target, int replicas, double now) {
        if (replicas == 0) {
            return 0;
        }
        int bounded = bounded(replicas);
        if (bounded != replicas || value.isEmpty()) {
            return bounded;
        }
        int proposed = proposed(value.getAsDouble(), target, replicas);
        return bounded(limited(stabilised(proposed, replicas, now), replicas, now));
    }

    /** As replica_calculator.go of Kubernetes computes it, with the tolerance as it is compared from 1.33 on. */
    private int proposed(double value, double target, int replicas) {
        double milliValue = Math.rint(value * MILLI);
        double milliTarget = Math.rint(target * MILLI);
        double ratio = milliValue / (milliTarget * replicas);
        boolean tolerated = 1 - behavior.tolerance() <= ratio && ratio <= 1 + behavior.tolerance();
        return tolerated ? replicas : (int) Math.ceil(milliValue / milliTarget);
    }

    /** The least of the span upward and the highest of the span downward fence what there is. */
    private int stabilised(int proposed, int replicas, double now) {
        double upSeconds = behavior.up().stabilisationSeconds();
        double downSeconds = behavior.down().stabilisationSeconds();
        int least = proposed;
        int highest = proposed;
        for (Past old : recommendations) {
            least = old.at() > now - upSeconds ? Math.min(least, old.replicas()) : least;
            highest = old.at() > now - downSeconds ? Math.max(highest, old.replicas()) : highest;
        }
        recommendations.removeIf(old -> old.at() <= now - Math.max(upSeconds, downSeconds));
        recommendations.add(new Past(now, proposed));
        return Math.min(highest, Math.max(least, replicas));
    }

    /** The wish, or as far toward it as the limit that allows most lets it go; without limits all the way. */
    private int limited(int wanted, int replicas, double now) {
        Rules rules = wanted > replicas ? behavior.up() : behavior.down();
        int most = replicas;
        for (Limit limit : rules.limits()) {
            int allowed = allowed(limit, wanted > replicas, replicas, now);
            most = wanted > replicas ? Math.max(most, allowed) : Math.min(most, allowed);
        }
        if (rules.limits().isEmpty()) {
            return wanted;
        }
        return wanted > replicas ? Math.min(wanted, most) : Math.max(wanted, most);
    }

    /** Percentages are rounded up on the way up, for of few replicas they would never add one. */
    private int allowed(Limit limit, boolean up, int replicas, double now) {
        int start = periodStart(limit, replicas, now);
        if (limit.kind() == Limit.Kind.PODS) {
            return up ? start + limit.value() : start - limit.value();
        }
        return up
                ? (int) Math.ceil(start * (1 + limit.value() / PERCENT))
                : (int) (start * (1 - limit.value() / PERCENT));
    }

    /** Every limit counts from the replicas at its period's start: those now without the HPA's own changes since. */
    private int periodStart(Limit limit, int replicas, double now) {
        int start = replicas;
        for (Past change : changes) {
            start -= change.at() > now - limit.periodSeconds() ? change.replicas() : 0;
        }
        return start;
    }

    private int bounded(int replicas) {
        return Math.max(Math.max(1, behavior.minReplicas()), Math.min(behavior.maxReplicas(), replicas));
    }
}
