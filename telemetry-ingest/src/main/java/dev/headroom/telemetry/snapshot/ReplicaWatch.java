// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells how many replicas of a workload there shall be, for silence of none is no news. Safe to call from any thread. */
@FunctionalInterface
public interface ReplicaWatch {
    /** Knows nothing. */
    ReplicaWatch NONE = (workload, now) -> Optional.empty();

    /** What is wanted of a workload's scale target now; empty where nobody knows. */
    Optional<Wanted> wantedOf(WorkloadKey workload, Instant now);

    /**
     * Replicas that are wanted.
     *
     * @param replicas how many; 0 or more
     * @param since since when there have been none, or some; empty when that was so before anybody looked
     * @param ready how many of them are known to be ready to serve; empty where nobody can see
     */
    record Wanted(int replicas, Optional<Instant> since, OptionalInt ready) {
        /** Replicas of which nobody sees whether they are ready. */
        public Wanted(int replicas, Optional<Instant> since) {
            this(replicas, since, OptionalInt.empty());
        }
    }
}
