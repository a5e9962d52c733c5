// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * Knative's KPA ({@code pkg/autoscaler/scaling/autoscaler.go}): concurrency in all over its target, over 60 s, and in panic also over
 * 6 s, which then never falls. Requests held back by the activator count. Remembers the panic and its highest number.
 */
public final class KnativeKpa implements Baseline {
    private static final double STABLE_SECONDS = 60;
    /** A tenth of the stable window. */
    private static final double PANIC_SECONDS = 6;
    /** Panic from so many times the ready pods on. */
    private static final double PANIC_THRESHOLD = 2;

    private static final double MOST_GROWTH = 1000;
    private static final double MOST_SHRINKING = 2;

    private final double target;
    private double panicSince = Double.NEGATIVE_INFINITY;
    private int highestInPanic;

    /**
     * Scales on concurrency.
     *
     * @param target concurrent requests a pod, utilisation included
     */
    public KnativeKpa(double target) {
        this.target = Demands.positive("target", target);
    }

    @Override
    public Decision decide(Sight sight) {
        double stable = concurrency(sight, STABLE_SECONDS);
        double panic = concurrency(sight, PANIC_SECONDS);
        if (Double.isNaN(stable)) {
            return Decision.hold("no metrics yet");
        }
        return Decision.of(
                desired(stable, Double.isNaN(panic) ? stable : panic, sight.ready(), sight.now()),
                stable + " requests in flight");
    }

    int desired(double stableTotal, double panicTotal, int ready, double now) {
        int pods = Math.max(1, ready);
        int stable = clamped(Math.ceil(stableTotal / target), pods);
        double panicWanted = Math.ceil(panicTotal / target);
        if (panicWanted / pods >= PANIC_THRESHOLD) {
            panicSince = now;
        } else if (now - panicSince > STABLE_SECONDS) {
            panicSince = Double.NEGATIVE_INFINITY;
            highestInPanic = 0;
        }
        if (panicSince == Double.NEGATIVE_INFINITY) {
            return stable;
        }
        highestInPanic = Math.max(highestInPanic, Math.max(stable, clamped(panicWanted, pods)));
        return highestInPanic;
    }

    private static int clamped(double wanted, int pods) {
        return (int) Math.max(Math.floor(pods / MOST_SHRINKING), Math.min(Math.ceil(MOST_GROWTH * pods), wanted));
    }

    private static double concurrency(Sight sight, double windowSeconds) {
        return sight.averageTotal(Gauge.RUNNING, windowSeconds)
                + sight.averageTotal(Gauge.WAITING, windowSeconds)
                + sight.averageUnrouted(windowSeconds);
    }
}
