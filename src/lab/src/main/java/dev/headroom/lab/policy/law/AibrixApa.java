// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * AIBrix's APA ({@code pkg/controller/podautoscaler}): the pods' mean cache use over 180 s against its target, with a tolerance of a
 * tenth and at most a doubling or a halving. Starting pods are not counted for anything, so that it may ask again and again.
 */
public final class AibrixApa implements Baseline {
    private static final double WINDOW_SECONDS = 180;
    private static final double TOLERANCE = 0.1;
    private static final double MOST_GROWTH = 2;

    private final double target;

    /**
     * Scales on cache use.
     *
     * @param target mean share of the cache in use
     */
    public AibrixApa(double target) {
        this.target = Demands.positive("target", target);
    }

    @Override
    public Decision decide(Sight sight) {
        double usage = sight.averagePerPod(Gauge.KV_USAGE, WINDOW_SECONDS);
        return Double.isNaN(usage)
                ? Decision.hold("no pod shows metrics")
                : Decision.of(desired(usage, sight.replicas()), "cache use " + usage);
    }

    int desired(double usage, int replicas) {
        double ratio = usage / target;
        int proportional = (int) Math.ceil(replicas * ratio);
        if (ratio > 1 + TOLERANCE) {
            return Math.min((int) Math.ceil(MOST_GROWTH * replicas), proportional);
        }
        return ratio < 1 - TOLERANCE ? Math.max((int) Math.floor(replicas / MOST_GROWTH), proportional) : replicas;
    }
}
