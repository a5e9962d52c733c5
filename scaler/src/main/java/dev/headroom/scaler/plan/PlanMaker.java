// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

/** Makes plans: the {@link Planner}, or one that also remembers what it was asked. */
@FunctionalInterface
public interface PlanMaker {
    /**
     * Makes the plan.
     *
     * @param input everything that it is made of
     */
    ReplicaPlan plan(PlanInput input);
}
