// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import dev.headroom.telemetry.WorkloadKey;
import java.util.OptionalInt;

/** The nodes of workloads. Answers from memory, safe from any thread. */
@FunctionalInterface
public interface NodeSizes {
    /** Most GPUs, or other accelerators, of a node that runs a replica of a workload; empty where none can be seen. */
    OptionalInt gpusPerNode(WorkloadKey workload);
}
