// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/**
 * Where an episode's misses lie, and how far its fleet was from what the load needed by the load test.
 *
 * @param signals requests that missed each part of the promise; one may miss several
 * @param phases requests that missed anything, by where the load went as they came
 * @param scaling the same, by what the fleet was doing
 * @param surplus ready replicas above the need, in the mean over the scored time
 * @param shortage ready replicas below it, likewise
 */
public record Causes(Signals signals, Phases phases, Scaling scaling, double surplus, double shortage) {
    /** Nothing was missed, or nothing is known. */
    public static final Causes NONE = new Causes(new Signals(0, 0, 0), new Phases(0, 0, 0), new Scaling(0, 0, 0), 0, 0);

    /**
     * By part of the promise.
     *
     * @param ttft time to first token
     * @param itl time between tokens
     * @param e2e end to end
     */
    public record Signals(long ttft, long itl, long e2e) {}

    /**
     * By the load: minutes after against minutes before.
     *
     * @param rise a sixth more
     * @param level about as much
     * @param fall a sixth less
     */
    public record Phases(long rise, long level, long fall) {}

    /**
     * By the fleet.
     *
     * @param starting replicas were on their way
     * @param afterFall some had been taken away within two minutes
     * @param settled neither
     */
    public record Scaling(long starting, long afterFall, long settled) {}

    public Causes {
        Figure.notNegative("surplus", surplus);
        Figure.notNegative("shortage", shortage);
    }
}
