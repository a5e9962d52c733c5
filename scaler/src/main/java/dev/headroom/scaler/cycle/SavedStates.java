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
 * The learned state of every workload, and the part of it that has not been shared yet. The planning replica saves it here at intervals. In
 * a service of several replicas it is shared, so that the next planning replica continues from it. State that another replica wrote counts
 * more than the state learned here, because only one replica plans. Safe from any thread.
 */
public final class SavedStates {
    private final Map<WorkloadKey, SavedState> learnt = new HashMap<>();
    private final Map<WorkloadKey, SavedState> written = new HashMap<>();
    private final Set<WorkloadKey> untold = new HashSet<>();

    /** Without any learned state yet. */
    public SavedStates() {}

    /** The saved state of a workload. */
    public synchronized Optional<SavedState> of(WorkloadKey workload) {
        return Optional.ofNullable(learnt.get(workload));
    }

    /** Takes state that was learned here. */
    public synchronized void learnt(WorkloadKey workload, SavedState now) {
        if (!now.equals(learnt.put(workload, now))) {
            untold.add(workload);
        }
    }

    /** Workloads whose state here is newer than the shared one. */
    public synchronized List<WorkloadKey> untold() {
        return untold.stream().sorted().toList();
    }

    /** The state of a workload to write now; from here on it counts as shared. */
    public synchronized Optional<SavedState> toWrite(WorkloadKey workload) {
        Optional<SavedState> now = untold.remove(workload) ? of(workload) : Optional.empty();
        now.ifPresent(mine -> written.put(workload, mine));
        return now;
    }

    /** It could not be written; it must be written again. */
    public synchronized void lost(WorkloadKey workload) {
        if (written.remove(workload) != null && learnt.containsKey(workload)) {
            untold.add(workload);
        }
    }

    /** Takes a state from the shared topic. This replica's own records come back, too, and may be older than the current state by then. */
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
