// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * The workloads of a benchmark, all in one namespace, and their pods.
 *
 * @param workloads how many
 * @param replicas pods of each
 */
public record BenchFleet(int workloads, int replicas) {
    /** Namespace of all workloads. */
    public static final String NAMESPACE = "bench";

    public BenchFleet {
        if (workloads < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "workloads and replicas must be at least 1, were " + workloads + " and " + replicas);
        }
    }

    /** Name of a workload, its Deployment and its model. */
    public String name(int workload) {
        return String.format(Locale.ROOT, "llama-%04d", workload);
    }

    String podName(int workload, int replica) {
        return name(workload) + "-6d9f7c5b4d-" + String.format(Locale.ROOT, "%05d", replica);
    }

    String podUid(int workload, int replica) {
        return UUID.nameUUIDFromBytes(podName(workload, replica).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
