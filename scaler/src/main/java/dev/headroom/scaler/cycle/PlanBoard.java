// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The latest plan of each workload, in memory. Safe from any thread. */
public final class PlanBoard implements Plans {
    private final ConcurrentHashMap<WorkloadKey, ReplicaPlan> latest = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WorkloadKey, Instant> first = new ConcurrentHashMap<>();

    /** Replaces the workload's plan and tells whether that says anything new. */
    public TurnOutcome.Planned put(ReplicaPlan plan) {
        first.putIfAbsent(plan.workload(), plan.madeAt());
        Optional<ReplicaPlan> before = Optional.ofNullable(latest.put(plan.workload(), plan));
        boolean changed = before.map(old -> !saysTheSame(old, plan)).orElse(true);
        return new TurnOutcome.Planned(plan, before, changed);
    }

    /** Forgets the plans of all other workloads. */
    public void keepOnly(Set<WorkloadKey> workloads) {
        latest.keySet().retainAll(workloads);
        first.keySet().retainAll(workloads);
    }

    @Override
    public Optional<ReplicaPlan> latest(WorkloadKey workload) {
        return Optional.ofNullable(latest.get(workload));
    }

    @Override
    public Optional<Instant> knownSince(WorkloadKey workload) {
        return Optional.ofNullable(first.get(workload));
    }

    @Override
    public Collection<ReplicaPlan> all() {
        return latest.values().stream()
                .sorted(Comparator.comparing(ReplicaPlan::workload))
                .toList();
    }

    private static boolean saysTheSame(ReplicaPlan one, ReplicaPlan other) {
        return one.desired() == other.desired()
                && one.state().word().equals(other.state().word())
                && isSameAnswer(one.answer(), other.answer());
    }

    /** Two sentences of why nothing is known differ in the seconds they name, which is no news. */
    private static boolean isSameAnswer(Answer one, Answer other) {
        boolean bothUnavailable = one instanceof Answer.Unavailable && other instanceof Answer.Unavailable;
        return bothUnavailable || one.equals(other);
    }
}
