// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/**
 * When a pod's life goes on, if nothing comes between; seconds since the episode's start.
 *
 * @param createdAt wished for
 * @param launchedAt its node is paid for
 * @param boundAt its node has joined
 * @param loadsAt its image is there
 * @param readyAt takes requests
 * @param warmAt is as fast as any
 */
record PodSchedule(double createdAt, double launchedAt, double boundAt, double loadsAt, double readyAt, double warmAt) {
    /** Ready since {@code now}, and warm. */
    static PodSchedule ready(double now) {
        return new PodSchedule(now, now, now, now, now, now);
    }

    /** The end of a phase; infinite for those that end by other causes. */
    double endOf(PodPhase phase) {
        return switch (phase) {
            case PENDING -> launchedAt;
            case PROVISIONING -> boundAt;
            case PULLING -> loadsAt;
            case LOADING -> readyAt;
            case READY, DRAINING, GONE -> Double.POSITIVE_INFINITY;
        };
    }

    /** Without a node until {@code time} at least; what follows waits as well. */
    PodSchedule launchedNotBefore(double time) {
        double late = Math.max(0, time - launchedAt);
        return new PodSchedule(
                createdAt, launchedAt + late, boundAt + late, loadsAt + late, readyAt + late, warmAt + late);
    }

    /** Loading takes so much longer; for ever where it is infinite. */
    PodSchedule stuckFor(double seconds) {
        return new PodSchedule(createdAt, launchedAt, boundAt, loadsAt, readyAt + seconds, warmAt + seconds);
    }
}
