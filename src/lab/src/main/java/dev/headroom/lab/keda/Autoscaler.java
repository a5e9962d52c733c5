// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.time.Instant;
import java.util.ArrayDeque;

/**
 * What the HPA makes of its metrics' proposal: stabilisation downward, rate limit upward, then the bounds. One thread, and time
 * goes forward only.
 */
public final class Autoscaler {
    private static final double PERCENT = 100;

    private record Recommendation(Instant at, int replicas) {}

    private record Increase(Instant at, int replicas) {}

    private final ScalingBehavior behavior;
    private final ArrayDeque<Recommendation> recommendations = new ArrayDeque<>();
    private final ArrayDeque<Increase> increases = new ArrayDeque<>();

    public Autoscaler(ScalingBehavior behavior) {
        this.behavior = behavior;
    }

    /** The replicas to set, from what the metric proposes and what exists. */
    public int decide(int proposed, int current, Instant now) {
        if (recommendations.isEmpty()) {
            // As the HPA does: what it finds at its first look counts as recommended.
            recommendations.add(new Recommendation(now, current));
        }
        int stabilised = stabilised(proposed, current, now);
        int limited = stabilised > current ? Math.min(stabilised, highest(current, now)) : stabilised;
        int decided = Math.max(behavior.minReplicas(), Math.min(behavior.maxReplicas(), limited));
        if (decided > current) {
            increases.add(new Increase(now, decided - current));
        }
        return decided;
    }

    private int stabilised(int proposed, int current, Instant now) {
        recommendations.removeIf(old -> !old.at().isAfter(now.minus(behavior.downStabilisation())));
        int highestRecent =
                recommendations.stream().mapToInt(Recommendation::replicas).reduce(proposed, Math::max);
        recommendations.add(new Recommendation(now, proposed));
        return proposed >= current ? proposed : Math.min(current, highestRecent);
    }

    /** The rate limit, counted from where the current period began. */
    private int highest(int current, Instant now) {
        increases.removeIf(old -> !old.at().isAfter(now.minus(behavior.period())));
        int periodStart =
                current - increases.stream().mapToInt(Increase::replicas).sum();
        int byPods = periodStart + behavior.podsUpPerPeriod();
        int byPercent = (int) Math.ceil(periodStart * (1 + behavior.percentUpPerPeriod() / PERCENT));
        return Math.max(byPods, byPercent);
    }
}
