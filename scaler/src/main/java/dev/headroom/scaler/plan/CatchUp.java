// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.time.Duration;

/**
 * Replicas for the time in which a queue is cleared. With m replicas more than arrivals need, a backlog of B requests takes
 * B/(m·r) seconds, in which about every arrival is spoilt; each extra replica costs its start and the time until it may go, L.
 * Of λ·v·B/(m·r) + m·L the least is at m = √(λ·v·B/(r·L)), with v replica-seconds a spoilt request. The more a queue costs,
 * the faster it is cleared, and a small one calls for nothing.
 */
final class CatchUp {
    /** Less than this of a replica is chance. */
    private static final double LEAST = 0.5;

    /** However long the queue, no more than so many times what arrivals need: the model that says so may be wrong. */
    private static final double MOST_TIMES = 2;

    /** Faster than this no queue need be cleared: balancing takes as long. */
    private static final double LEAST_CLEARING_SECONDS = 15;

    private static final double NANOS_PER_SECOND = 1e9;

    private CatchUp() {}

    /**
     * Replicas beyond those that arrivals need; 0 or more.
     *
     * @param backlog requests at the horizon that nobody has been asked for; 0 or more
     * @param perSecond arrivals; 0 or more
     * @param rate what a replica carries
     * @param lifetime of an extra replica that serves nobody: its start, and the wait until it may go; above 0
     */
    static double extra(double backlog, double perSecond, Need.Rate rate, Prices prices, Duration lifetime) {
        double seconds = lifetime.toNanos() / NANOS_PER_SECOND;
        double spoilt = perSecond * prices.replicaSecondsPerMiss(rate.perReplica()) * backlog / rate.sustained();
        double best = Math.sqrt(spoilt / seconds);
        // A replica that would clear its part of the queue in less than it takes to go is more than is needed.
        double atMost = backlog / rate.sustained() / LEAST_CLEARING_SECONDS;
        double bound = MOST_TIMES * Math.max(1, perSecond / rate.perReplica());
        double extra = Math.min(bound, Math.min(best, atMost));
        return extra < LEAST ? 0 : extra;
    }
}
