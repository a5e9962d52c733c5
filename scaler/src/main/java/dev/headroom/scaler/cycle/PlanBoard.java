// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The latest plan of each workload. Written by the planning thread, read by anybody. */
public final class PlanBoard implements Plans {
    private final Map<WorkloadKey, ReplicaPlan> plans = new ConcurrentHashMap<>();
    private final Map<WorkloadKey, Instant> knownSince = new ConcurrentHashMap<>();

    @Override
    public Optional<ReplicaPlan> latest(WorkloadKey workload) {
        return Optional.ofNullable(plans.get(workload));
    }

    @Override
    public Collection<ReplicaPlan> all() {
        return plans.values().stream()
                .sorted(Comparator.comparing(ReplicaPlan::workload))
                .toList();
    }

    /** When the workload had its first turn: {@code now} if this is it. */
    public Instant knownSince(WorkloadKey workload, Instant now) {
        return knownSince.computeIfAbsent(workload, first -> now);
    }

    /**
     * Pins up a plan in the place of the one before.
     *
     * @return the plan before, when the new one differs from it in what it wants, what it answers or what it believes; the new
     *     plan itself when there was none before; empty when nothing that matters changed
     */
    public Optional<ReplicaPlan> put(ReplicaPlan plan) {
        ReplicaPlan before = plans.put(plan.workload(), plan);
        if (before == null) {
            return Optional.of(plan);
        }
        boolean same = before.desired() == plan.desired()
                && before.answer().getClass() == plan.answer().getClass()
                && before.state().getClass() == plan.state().getClass();
        return same ? Optional.empty() : Optional.of(before);
    }

    /** Takes down the plans of workloads that no policy steers any more. */
    public void retainOnly(Set<WorkloadKey> workloads) {
        plans.keySet().retainAll(workloads);
        knownSince.keySet().retainAll(workloads);
    }
}
