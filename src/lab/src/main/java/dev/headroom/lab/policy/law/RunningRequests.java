// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * KEDA on running and queued requests: llm-d's queue recipe ({@code keda-epp} guide; 16 running and 1 queued a replica). The larger
 * demand counts, as it does in an HPA with two metrics. Queued are those that wait in the servers and in the router.
 */
public final class RunningRequests implements Baseline {
    private final double runningTarget;
    private final double queueTarget;

    /**
     * Scales on both.
     *
     * @param runningTarget running requests a replica
     * @param queueTarget queued requests a replica
     */
    public RunningRequests(double runningTarget, double queueTarget) {
        this.runningTarget = Demands.positive("runningTarget", runningTarget);
        this.queueTarget = Demands.positive("queueTarget", queueTarget);
    }

    @Override
    public Decision decide(Sight sight) {
        double running = sight.total(Gauge.RUNNING);
        double queued = sight.total(Gauge.WAITING) + sight.unrouted();
        return Decision.of(
                Math.max(running / runningTarget, queued / queueTarget), running + " run, " + queued + " are queued");
    }
}
