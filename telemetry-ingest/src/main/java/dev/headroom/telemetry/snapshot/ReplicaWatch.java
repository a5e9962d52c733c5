// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Reports how many replicas of a workload are wanted, because silence of 0 replicas is expected. Safe to call from any thread. */
@FunctionalInterface
public interface ReplicaWatch {
    /** Knows nothing. */
    ReplicaWatch NONE = (workload, now) -> Optional.empty();

    /** The wanted replicas of a workload's scale target now; empty where that is not known. */
    Optional<Wanted> wantedOf(WorkloadKey workload, Instant now);

    /**
     * Wanted replicas.
     *
     * @param replicas how many; 0 or more
     * @param since since when there have been none, or some; empty when that was so before the first look
     * @param ready how many of them are known to be ready to serve; empty where that cannot be seen
     * @param wake progress of replicas that were made while none was ready
     */
    record Wanted(int replicas, Optional<Instant> since, OptionalInt ready, Wake wake) {
        /** Replicas with an unknown start. */
        public Wanted(int replicas, Optional<Instant> since, OptionalInt ready) {
            this(replicas, since, ready, Wake.UNSEEN);
        }

        /** Replicas with unknown readiness. */
        public Wanted(int replicas, Optional<Instant> since) {
            this(replicas, since, OptionalInt.empty());
        }
    }

    /**
     * The replicas that were made while none was ready: the client that woke them waits for them, however long they load.
     *
     * @param loading whether one of them exists and is not ready yet
     * @param readySince when the last of them became ready; empty while none is, and where that cannot be seen
     */
    record Wake(boolean loading, Optional<Instant> readySince) {
        /** No replica can be seen. */
        public static final Wake UNSEEN = new Wake(false, Optional.empty());
    }
}
