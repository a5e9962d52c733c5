// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import dev.headroom.lab.fleet.Attainment;
import java.util.List;

/**
 * What hindsight would have paid for an episode.
 *
 * @param gpuHours of the cheapest path found, as simulated: the true optimum may be lower still
 * @param fluidGpuHours that the work needs at least, as a fluid
 * @param meanReplicas the Deployment's wish on that path, in the mean over the scored seconds
 * @param attainment on that path
 * @param blockSeconds length of a step of the path
 * @param readyReplicas of the path, step by step
 * @param episodesSimulated how much virtual time the search took, in lengths of the episode
 * @param ranOut whether the search ended because that was all it was given
 */
public record Bound(
        double gpuHours,
        double fluidGpuHours,
        double meanReplicas,
        Attainment attainment,
        int blockSeconds,
        List<Integer> readyReplicas,
        double episodesSimulated,
        boolean ranOut) {
    public Bound {
        readyReplicas = List.copyOf(readyReplicas);
    }

    /** How many times as much as with hindsight these GPU-hours are. */
    public double regretOf(double otherGpuHours) {
        return otherGpuHours / gpuHours;
    }

    /** Ready replicas of the path at a moment; after its last block it stays as it is. */
    public int readyAt(double seconds) {
        int block = (int) (seconds / blockSeconds);
        return readyReplicas.get(Math.max(0, Math.min(block, readyReplicas.size() - 1)));
    }
}
