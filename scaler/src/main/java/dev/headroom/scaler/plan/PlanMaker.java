// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

/** Makes plans: the {@link Planner}, or a decorator that also remembers its input. */
@FunctionalInterface
public interface PlanMaker {
    /**
     * Makes the plan.
     *
     * @param input everything that it is made of
     */
    ReplicaPlan plan(PlanInput input);
}
