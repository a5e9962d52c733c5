// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.ownership.LeaderRole;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The latest plan of each workload, in memory; as an outlet, for a service of one replica. Safe from any thread. */
public final class LatestPlans implements Plans, PlanOutlet {
    private final ConcurrentHashMap<WorkloadKey, ReplicaPlan> latest = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WorkloadKey, Instant> first = new ConcurrentHashMap<>();
    /** Workloads whose plan this replica made itself, while no replica planned for all. */
    private final Set<WorkloadKey> own = ConcurrentHashMap.newKeySet();

    private volatile Consumer<WorkloadKey> risen = workload -> {};

    /**
     * Registers a listener for each workload whose answer rises from 0.
     *
     * @param listener called on the thread that puts a plan, so it must not wait
     */
    public void whenRisen(Consumer<WorkloadKey> listener) {
        risen = listener;
    }

    /** Replaces the workload's plan and returns whether the new one says anything new. */
    public synchronized TurnOutcome.Planned put(ReplicaPlan plan) {
        own.add(plan.workload());
        first.putIfAbsent(plan.workload(), plan.madeAt());
        return TurnOutcome.Planned.after(replaced(plan), plan);
    }

    /**
     * Replaces the workload's plan by a plan that another replica may have made.
     *
     * @param mayBePast whether it may have been written before a broker became unavailable: then a younger plan of this replica stays. At
     *     other times this replica's plan goes, because its clock may be ahead
     */
    public synchronized void put(ReplicaPlan plan, Instant knownSince, boolean mayBePast) {
        ReplicaPlan before = latest.get(plan.workload());
        boolean past = before != null && plan.madeAt().isBefore(before.madeAt());
        if (mayBePast && past && own.contains(plan.workload())) {
            return;
        }
        own.remove(plan.workload());
        first.put(plan.workload(), knownSince);
        var unused = replaced(plan);
    }

    private Optional<ReplicaPlan> replaced(ReplicaPlan plan) {
        Optional<ReplicaPlan> before = Optional.ofNullable(latest.put(plan.workload(), plan));
        if (before.filter(ReplicaPlan::answersNone).isPresent() && !plan.answersNone()) {
            risen.accept(plan.workload());
        }
        return before;
    }

    /** Forgets a workload's plan. */
    public void remove(WorkloadKey workload) {
        latest.remove(workload);
        own.remove(workload);
        first.remove(workload);
    }

    @Override
    public LeaderRole duty() {
        return LeaderRole.KEEP;
    }

    @Override
    public TurnOutcome.Planned take(ReplicaPlan plan, SloPolicy policy) {
        return put(plan);
    }

    @Override
    public void keepOnly(Set<WorkloadKey> workloads) {
        latest.keySet().retainAll(workloads);
        own.retainAll(workloads);
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

    /** Whether two plans say the same: desired replicas, answer and state of telemetry. */
    public static boolean saysTheSame(ReplicaPlan one, ReplicaPlan other) {
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
