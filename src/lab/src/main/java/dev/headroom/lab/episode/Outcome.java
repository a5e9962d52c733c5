// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.Attainment;
import dev.headroom.lab.fleet.BySignal;
import java.util.List;

/**
 * What became of an episode under a policy.
 *
 * @param requests how many there were
 * @param attainment what they got
 * @param latencies of those that were finished, in seconds
 * @param use what it took
 * @param scaling how restless it was
 * @param timeline empty unless it was asked for
 */
public record Outcome(
        Requests requests,
        Attainment attainment,
        BySignal<Percentiles> latencies,
        Use use,
        Scaling scaling,
        List<Moment> timeline) {
    public Outcome {
        timeline = List.copyOf(timeline);
    }

    /**
     * Scored requests.
     *
     * @param scored all of them
     * @param killed lost with their server, or at the end of its time to drain
     * @param unfinished still waiting or running when the drain was over: missed, too
     * @param goodPerSecond that got all they were promised, over the scored seconds
     */
    public record Requests(long scored, long killed, long unfinished, double goodPerSecond) {}

    /**
     * Hardware over the scored seconds.
     *
     * @param gpuHours from a pod's binding to its node to its end: start and drain are included
     * @param meanReplicas the Deployment's wish, in the mean over time
     * @param startGpuSeconds the part of the GPU time in which pods started
     * @param drainGpuSeconds the part of the GPU time in which pods drained
     */
    public record Use(double gpuHours, double meanReplicas, double startGpuSeconds, double drainGpuSeconds) {}

    /**
     * Changes of the Deployment's replicas in the scored seconds.
     *
     * @param events all of them
     * @param reversals those against the direction of the one before, within one lead time of it
     */
    public record Scaling(int events, int reversals) {}
}
