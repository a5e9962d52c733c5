// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;

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
    public Recommendation decide(Observation seen) {
        double stable = ProportionalLaws.averageInFlight(seen, STABLE_SECONDS);
        double panic = ProportionalLaws.averageInFlight(seen, PANIC_SECONDS);
        if (Double.isNaN(stable)) {
            return Recommendation.hold("no metrics yet");
        }
        return Recommendation.of(
                desired(stable, Double.isNaN(panic) ? stable : panic, seen.ready(), seen.now()),
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
}
