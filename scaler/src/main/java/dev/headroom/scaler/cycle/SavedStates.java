// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.telemetry.WorkloadKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was learnt of every workload, and what of it nobody else has been told yet. Whoever plans puts it here now and then; in a
 * service of several replicas it is shared, so that the next who plans goes on from it. What another replica wrote counts more than
 * what was learnt here, for there is one who plans. Safe from any thread.
 */
public final class SavedStates {
    private final Map<WorkloadKey, SavedState> learnt = new HashMap<>();
    private final Map<WorkloadKey, SavedState> written = new HashMap<>();
    private final Set<WorkloadKey> untold = new HashSet<>();

    /** Nothing was learnt yet. */
    public SavedStates() {}

    /** What is known of a workload. */
    public synchronized Optional<SavedState> of(WorkloadKey workload) {
        return Optional.ofNullable(learnt.get(workload));
    }

    /** Takes what was learnt here. */
    public synchronized void learnt(WorkloadKey workload, SavedState now) {
        if (!now.equals(learnt.put(workload, now))) {
            untold.add(workload);
        }
    }

    /** Workloads of which more is known here than was written. */
    public synchronized List<WorkloadKey> untold() {
        return untold.stream().sorted().toList();
    }

    /** What is to be written of a workload now; from here on it counts as told. */
    public synchronized Optional<SavedState> toWrite(WorkloadKey workload) {
        Optional<SavedState> now = untold.remove(workload) ? of(workload) : Optional.empty();
        now.ifPresent(mine -> written.put(workload, mine));
        return now;
    }

    /** It could not be written; it is to be written again. */
    public synchronized void lost(WorkloadKey workload) {
        if (written.remove(workload) != null && learnt.containsKey(workload)) {
            untold.add(workload);
        }
    }

    /** Takes what stands in the shared topic. What was written here comes back, too, and may be older than what is known by then. */
    public synchronized void told(WorkloadKey workload, SavedState kept) {
        if (kept.equals(written.get(workload))) {
            return;
        }
        written.remove(workload);
        untold.remove(workload);
        learnt.put(workload, kept);
    }

    /** Forgets a workload. */
    public synchronized void forget(WorkloadKey workload) {
        learnt.remove(workload);
        written.remove(workload);
        untold.remove(workload);
    }
}
