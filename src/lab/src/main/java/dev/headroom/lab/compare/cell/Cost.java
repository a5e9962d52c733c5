// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/**
 * What an episode cost.
 *
 * @param gpuHours from binding a GPU to releasing it, start and drain included
 * @param meanReplicas of the Deployment's specification over the scored time
 * @param wastedGpuSeconds of them, in start and drain
 */
public record Cost(double gpuHours, double meanReplicas, double wastedGpuSeconds) {
    public Cost {
        Figure.notNegative("gpuHours", gpuHours);
        Figure.notNegative("meanReplicas", meanReplicas);
        Figure.notNegative("wastedGpuSeconds", wastedGpuSeconds);
    }
}
