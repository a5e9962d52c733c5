// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * After Chiron (arXiv 2501.08090) as SageServe re-implements it, with θ = 0.6: interactive back-pressure, the share of instances that
 * interactive requests fill, is kept at θ. One class of requests spread evenly over replicas fills in-flight requests over the batch
 * that keeps the objectives; that reading is ours. It grows at once and gives back one by one while the share stays below θ.
 */
public final class Chiron implements Baseline {
    private final double theta;
    private final double concurrency;

    /**
     * With its threshold.
     *
     * @param theta share of instances to fill
     * @param concurrency requests that fill an instance and still keep the objectives
     */
    public Chiron(double theta, double concurrency) {
        this.theta = Demands.positive("theta", theta);
        this.concurrency = Demands.positive("concurrency", concurrency);
    }

    @Override
    public Decision decide(Sight sight) {
        double inFlight = sight.total(Gauge.RUNNING) + sight.total(Gauge.WAITING) + sight.unrouted();
        return Decision.of(desired(inFlight, sight.replicas()), inFlight + " requests in flight");
    }

    int desired(double inFlight, int replicas) {
        int wanted = (int) Math.max(1, Math.ceil(inFlight / concurrency / theta));
        return wanted >= replicas ? wanted : replicas - 1;
    }
}
