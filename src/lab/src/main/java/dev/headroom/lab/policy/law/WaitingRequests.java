// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * KEDA on {@code sum(vllm:num_requests_waiting)}, the recipe of the vLLM production stack (tutorial on KEDA, threshold 5). Its
 * {@code ignoreNullValues: true} makes silence a zero. Their query lacks the sum and fails at two pods; here it has it.
 */
public final class WaitingRequests implements Baseline {
    private final double target;

    /**
     * Scales on the queue.
     *
     * @param target waiting requests a replica
     */
    public WaitingRequests(double target) {
        this.target = Demands.positive("target", target);
    }

    @Override
    public Decision decide(Sight sight) {
        double waiting = sight.total(Gauge.WAITING);
        return Decision.of(waiting / target, waiting + " requests wait, " + target + " a replica");
    }
}
