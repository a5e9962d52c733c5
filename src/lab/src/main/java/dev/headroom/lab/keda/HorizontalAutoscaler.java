// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/**
 * What the HPA makes of one external metric of type AverageValue. One thread, and time goes forward only.
 */
public final class HorizontalAutoscaler {
    private final HpaBehavior behavior;

    public HorizontalAutoscaler(HpaBehavior behavior) {
        this.behavior = behavior;
    }

    /**
     * One sync.
     *
     * @param proposal the metric's total over its target: the replicas it asks for, not yet rounded; 0 or more
     * @param replicas that the Deployment has, ready or not
     * @param now seconds since the episode's start
     * @return replicas to set
     */
    public int sync(double proposal, int replicas, double now) {
        int asked = behavior.tolerance().replicasFor(proposal, 1, replicas);
        return Math.max(behavior.minReplicas(), Math.min(behavior.maxReplicas(), asked));
    }
}
