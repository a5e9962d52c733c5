// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/**
 * Names a workload: one model on one scale target, steered by one SLO policy.
 *
 * @param namespace Kubernetes namespace, not blank
 * @param name name of the workload within the namespace, not blank
 */
public record WorkloadKey(String namespace, String name) implements Comparable<WorkloadKey> {
    public WorkloadKey {
        requireText(namespace, "namespace");
        requireText(name, "name");
    }

    @Override
    public int compareTo(WorkloadKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** Returns {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }

    private static void requireText(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("workload " + what + " must not be blank");
        }
    }
}
