// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.telemetry.WorkloadKey;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The newest decision about each workload, in memory: some ten kB each. Safe from any thread. */
public final class NewestDecisions implements Consumer<Decision> {
    private final ConcurrentHashMap<WorkloadKey, Decision> newest = new ConcurrentHashMap<>();

    /** Remembers none. */
    public NewestDecisions() {}

    @Override
    public void accept(Decision decision) {
        newest.put(decision.workload(), decision);
    }

    /** The newest decision about a workload that was made here; empty before its first, and where another replica plans. */
    public Optional<Decision> of(WorkloadKey workload) {
        return Optional.ofNullable(newest.get(workload));
    }

    /** Forgets all other workloads. */
    public void keepOnly(Predicate<WorkloadKey> isClaimed) {
        newest.keySet().removeIf(isClaimed.negate());
    }
}
