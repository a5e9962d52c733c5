// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/**
 * KEDA's {@code fallback} with behavior {@code currentReplicasIfHigher}.
 *
 * @param failureThreshold failures in a row that are borne
 * @param replicas assumed after that, or the current ones if higher
 */
public record Fallback(int failureThreshold, int replicas) {
    int replicasAt(int currentReplicas) {
        return Math.max(replicas, currentReplicas);
    }
}
