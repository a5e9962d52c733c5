// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * AIBrix's KPA ({@code pkg/controller/podautoscaler}): Knative's formula on cache use, over 180 s or in panic over 60 s. As coded, the
 * mean over pods goes where Knative has the total; corrected, the total does.
 */
public final class AibrixKpa implements Baseline {
    private static final double STABLE_SECONDS = 180;
    private static final double PANIC_SECONDS = 60;
    /** Panic while the short window shows more than so many times the long one. */
    private static final double PANIC_RATIO = 2;

    private static final double MOST_GROWTH = 2;

    private final double target;
    private final boolean corrected;

    /**
     * Scales on cache use.
     *
     * @param target share of the cache in use
     * @param corrected whether the total is what it divides
     */
    public AibrixKpa(double target, boolean corrected) {
        this.target = Demands.positive("target", target);
        this.corrected = corrected;
    }

    @Override
    public Decision decide(Sight sight) {
        double stable = usage(sight, STABLE_SECONDS);
        double panic = usage(sight, PANIC_SECONDS);
        if (Double.isNaN(stable) || Double.isNaN(panic)) {
            return Decision.hold("no pod shows metrics");
        }
        double value = panic / stable > PANIC_RATIO ? panic : stable;
        return Decision.of(desired(value, sight.replicas()), "cache use " + value);
    }

    int desired(double value, int replicas) {
        double least = Math.floor(replicas / MOST_GROWTH);
        double most = Math.max(1, Math.ceil(MOST_GROWTH * replicas));
        return (int) Math.max(least, Math.min(most, Math.ceil(value / target)));
    }

    private double usage(Sight sight, double windowSeconds) {
        return corrected
                ? sight.averageTotal(Gauge.KV_USAGE, windowSeconds)
                : sight.averagePerPod(Gauge.KV_USAGE, windowSeconds);
    }
}
