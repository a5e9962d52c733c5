// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/**
 * The Kubernetes object whose replicas KEDA scales.
 *
 * @param namespace its namespace
 * @param kind Deployment, StatefulSet, LeaderWorkerSet, or a custom kind with a scale subresource
 * @param name its name
 */
public record ScaleTarget(String namespace, String kind, String name) {
    /** Kind whose replicas are groups of pods. */
    public static final String LEADER_WORKER_SET = "LeaderWorkerSet";

    @Override
    public String toString() {
        return namespace + "/" + kind + "/" + name;
    }
}
