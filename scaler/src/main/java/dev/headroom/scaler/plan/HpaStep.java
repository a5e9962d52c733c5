// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.util.Optional;

/**
 * The handling of steps that the horizontal pod autoscaler swallows.
 *
 * @param tolerance the steps that it swallows
 * @param roundOutward whether to answer the next number that it does not swallow: one replica too many rather than one too few
 */
public record HpaStep(HpaTolerance tolerance, boolean roundOutward) {
    /** A swallowed step is reported and left alone: the remedy, a tolerance of 0, costs nothing; rounding costs replicas. */
    public static final HpaStep DEFAULT = new HpaStep(HpaTolerance.DEFAULT, false);

    /**
     * The answer, and why.
     *
     * @param replicas the number to answer
     * @param sentence the outcome of the step
     */
    public record Outcome(int replicas, String sentence) {}

    /**
     * Looks at one step.
     *
     * @param current existing replicas; 0 or more
     * @param desired within the policy's limits
     * @param max the most that may be answered
     * @return empty when the step is taken as it is
     */
    public Optional<Outcome> of(int current, int desired, int max) {
        return tolerance.sentence(current, desired).map(swallowed -> {
            int reachable = tolerance.firstReachable(current, desired);
            if (!roundOutward) {
                return new Outcome(desired, swallowed);
            }
            return reachable <= max
                    ? new Outcome(reachable, swallowed + "; rounded outward to " + reachable)
                    : new Outcome(
                            desired,
                            swallowed + "; the next effective number, " + reachable + ", is above replicas.max");
        });
    }
}
