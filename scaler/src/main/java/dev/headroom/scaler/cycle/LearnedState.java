// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.budget.BudgetMemory;
import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.budget.ErrorBudget;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.DemandEstimator;
import dev.headroom.scaler.history.RateHistory;
import dev.headroom.scaler.learn.Hold;
import dev.headroom.scaler.learn.RollingMaximum;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.LeadTimes;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The learned state of one workload. Used by the planning thread alone. */
final class LearnedState {
    /** As long as a stretch of {@link ReplicaLoad}. */
    private static final Duration LOADS_EVERY = Duration.ofSeconds(10);

    private static final SavedState.Part<CapacityKnowledge.Memory> CAPACITY =
            new SavedState.Part<>("booked-capacity", CapacityKnowledge.Memory.class);
    private static final SavedState.Part<DemandEstimator.Memory> DEMAND =
            new SavedState.Part<>("demand", DemandEstimator.Memory.class);
    private static final SavedState.Part<Needs> NEEDS = new SavedState.Part<>("needs", Needs.class);
    private static final SavedState.Part<BudgetMemory> ERROR_BUDGET =
            new SavedState.Part<>("error-budget", BudgetMemory.class);
    private static final SavedState.Part<LeadTimes.Memory> STARTS =
            new SavedState.Part<>("starts", LeadTimes.Memory.class);

    private final CapacityKnowledge capacity;
    private final DemandEstimator demand;
    private final RollingMaximum needs;
    private final ErrorBudget budget;
    private LeadTimes leadTimes;
    private Instant loadsDue = Instant.MIN;
    private boolean standsHeld;

    /** Knows nothing yet. */
    LearnedState(LeadTimes unknown) {
        this(new CapacityKnowledge(), new DemandEstimator(), new RollingMaximum(), new ErrorBudget(), unknown);
    }

    private LearnedState(
            CapacityKnowledge capacity,
            DemandEstimator demand,
            RollingMaximum needs,
            ErrorBudget budget,
            LeadTimes leadTimes) {
        this.capacity = capacity;
        this.demand = demand;
        this.needs = needs;
        this.budget = budget;
        this.leadTimes = leadTimes;
        this.standsHeld = !needs.peaks().isEmpty();
    }

    /**
     * Numbers of replicas that were needed recently.
     *
     * @param peaks in the order of time
     */
    record Needs(List<RollingMaximum.Peak> peaks) {
        Needs {
            peaks = List.copyOf(peaks);
        }
    }

    /**
     * Continues from the saved state; a part that cannot be continued is reset.
     *
     * @param usualLeadTime as long as no start is known
     * @param fault called with the reason, for each part that is reset
     */
    static LearnedState remembering(SavedState learnt, Duration usualLeadTime, Consumer<String> fault) {
        return new LearnedState(
                learnt.restored(CAPACITY, CapacityKnowledge::new, fault).orElseGet(CapacityKnowledge::new),
                learnt.restored(DEMAND, DemandEstimator::new, fault).orElseGet(DemandEstimator::new),
                learnt.restored(NEEDS, known -> new RollingMaximum(known.peaks()), fault)
                        .orElseGet(RollingMaximum::new),
                learnt.restored(ERROR_BUDGET, ErrorBudget::remembering, fault).orElseGet(ErrorBudget::new),
                learnt.restored(STARTS, memory -> LeadTimes.remembering(memory, usualLeadTime), fault)
                        .orElseGet(() -> LeadTimes.remembering(LeadTimes.Memory.NONE, usualLeadTime)));
    }

    /**
     * The state to write down. Parts of {@code before} that this version does not know are kept.
     *
     * @param withBudget whether the error budget is renewed; else it stays as it was before, if it was there
     */
    SavedState memory(SavedState before, boolean withBudget) {
        SavedState learnt = before.with(DEMAND, demand.memory())
                .with(NEEDS, new Needs(needs.peaks()))
                .with(STARTS, leadTimes.memory());
        SavedState withCapacity =
                capacity.memory().map(memory -> learnt.with(CAPACITY, memory)).orElse(learnt);
        if (!withBudget && before.parts().containsKey(ERROR_BUDGET.name())) {
            return withCapacity;
        }
        return budget.memory()
                .map(spent -> withCapacity.with(ERROR_BUDGET, spent))
                .orElse(withCapacity);
    }

    /**
     * Takes in how starts went and which latencies users got.
     *
     * @param replicas of the scale target; empty where pods cannot be seen
     * @param paused whether no plan is carried out: latencies that users get then do not come from a plan
     * @param snapshots where the loads of replicas are read when they are due
     */
    void observe(
            WorkloadSnapshot snapshot,
            SloPolicy policy,
            Optional<List<Replica>> replicas,
            boolean paused,
            Snapshots snapshots) {
        Instant now = snapshot.at();
        if (replicas.isPresent()) {
            List<ReplicaLoad> newest = List.of();
            if (!now.isBefore(loadsDue)) {
                loadsDue = now.plus(LOADS_EVERY);
                newest = snapshots.replicaLoads(snapshot.workload(), now);
            }
            leadTimes = leadTimes.observing(replicas.get(), newest, now);
        }
        if (paused) {
            budget.passOver(now);
        } else {
            budget.observe(snapshot, policy);
        }
    }

    LeadTimes leadTimes() {
        return leadTimes;
    }

    Duration horizon() {
        return leadTimes.horizon();
    }

    /** Current demand; empty while no rate or no request's shape is known. */
    Optional<Demand> demand(WorkloadSnapshot snapshot, RateHistory history, SloPolicy policy) {
        return demand.observe(snapshot, history, horizon(), !policy.terms().forecastOnly());
    }

    /** Where the error budget stands. */
    Optional<BudgetStanding> budget(Instant now) {
        return budget.standing(now);
    }

    /** The facts about a replica after this turn was considered. */
    CapacityFacts capacity(CapacityKnowledge.Turn turn, Snapshots snapshots, OptionalInt running) {
        Instant now = turn.snapshot().at();
        if (!standsHeld && turn.demand().isPresent()) {
            standsHeld = true;
            // On installation, Headroom holds the replicas that run.
            needs.add(now, Math.max(0, running.orElse(0)));
        }
        return capacity.after(turn, snapshots, needs.within(Hold.of(horizon()), now));
    }

    /** Takes in the plan of the turn. */
    void planned(ReplicaPlan plan) {
        plan.basis().needed().ifPresent(needed -> needs.add(plan.madeAt(), needed));
    }
}
