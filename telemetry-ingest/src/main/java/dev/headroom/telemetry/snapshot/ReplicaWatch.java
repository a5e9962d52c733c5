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
     * @param wake how far they have come that were made while none was ready
     */
    record Wanted(int replicas, Optional<Instant> since, OptionalInt ready, Wake wake) {
        /** Replicas of which nobody sees since when they exist. */
        public Wanted(int replicas, Optional<Instant> since, OptionalInt ready) {
            this(replicas, since, ready, Wake.UNSEEN);
        }

        /** Replicas of which nobody sees whether they are ready. */
        public Wanted(int replicas, Optional<Instant> since) {
            this(replicas, since, OptionalInt.empty());
        }
    }

    /**
     * The replicas that were made while none was ready: who woke them waits for them, however long they load.
     *
     * @param loading whether one of them exists and is not ready yet
     * @param readySince when the last of them became ready; empty while none is, and where nobody can see
     */
    record Wake(boolean loading, Optional<Instant> readySince) {
        /** Nobody can see any. */
        public static final Wake UNSEEN = new Wake(false, Optional.empty());
    }
}
