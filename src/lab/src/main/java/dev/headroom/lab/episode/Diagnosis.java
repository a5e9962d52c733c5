// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

/**
 * Where an episode's misses lie, and how far the fleet was from what the load needed.
 *
 * @param bySignal misses of each part of the promise; one request may miss several
 * @param byPhase requests that missed anything, by where the load went as they came
 * @param byScaling the same, by what the fleet was doing as they came
 * @param surplus ready replicas above the true need, in the mean over the scored seconds
 * @param shortage ready replicas below it, likewise
 */
public record Diagnosis(Misses bySignal, ByPhase byPhase, ByScaling byScaling, double surplus, double shortage) {
    /**
     * As {@link TrueNeed#phaseAt} tells them.
     *
     * @param rise more came after than before
     * @param level about as many
     * @param fall fewer
     */
    public record ByPhase(long rise, long level, long fall) {}

    /**
     * By the fleet.
     *
     * @param starting replicas were on their way
     * @param afterFall none were, but some had been taken away within two minutes
     * @param settled neither
     */
    public record ByScaling(long starting, long afterFall, long settled) {}
}
