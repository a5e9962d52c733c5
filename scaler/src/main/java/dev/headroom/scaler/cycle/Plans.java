// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** The latest plan of each workload. Safe from any thread, answers from memory. */
public interface Plans {
    /** The latest plan of a workload; empty before its first turn. */
    Optional<ReplicaPlan> latest(WorkloadKey workload);

    /** When the workload got its first plan; empty before its first turn. */
    Optional<Instant> knownSince(WorkloadKey workload);

    /** The latest plan of every workload. */
    Collection<ReplicaPlan> all();
}
