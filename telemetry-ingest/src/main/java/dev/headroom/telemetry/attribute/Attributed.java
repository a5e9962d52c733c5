// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.TargetName;
import dev.headroom.telemetry.WorkloadKey;
import java.util.List;
import java.util.Optional;

/** Whose an observation is. */
public sealed interface Attributed {
    /**
     * It belongs to a workload, or to several whose policies are about the same scale target: each of them plans for all that
     * the target serves.
     *
     * @param workloads the workloads; at least one
     * @param replica name of their replica; empty where telemetry does not tell
     */
    record To(List<WorkloadKey> workloads, Optional<String> replica) implements Attributed {
        public To {
            workloads = List.copyOf(workloads);
        }
    }

    /**
     * It cannot be attributed.
     *
     * @param reason why not
     * @param namespace where it ran, by its own attributes or by its pod's
     * @param target its scale target, by its own attributes or by its pod's owner
     * @param claimants all claiming workloads, where there are several
     */
    record Unattributed(
            Reason reason, Optional<String> namespace, Optional<TargetName> target, List<WorkloadKey> claimants)
            implements Attributed {
        public Unattributed {
            claimants = List.copyOf(claimants);
        }
    }

    /** Why an observation cannot be attributed. */
    enum Reason {
        /** The telemetry names no scale target, no pod, and no model together with a namespace. */
        NO_IDENTITY,
        /** All that the telemetry names is a pod, and there was none such at that time. */
        UNKNOWN_POD,
        /** No workload claims the scale target, and the model did not help. */
        UNKNOWN_TARGET,
        /** No workload in the namespace claims the model. */
        UNKNOWN_MODEL,
        /** Several workloads in the namespace claim the model, and no other attribute decides. */
        AMBIGUOUS_MODEL,
        /** It is about a namespace that its topic may not speak for. */
        FOREIGN_NAMESPACE,
        /** A server's reading does not name its replica within the workload. */
        NO_REPLICA
    }
}
