// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.budget.BudgetMemory;
import dev.headroom.scaler.budget.ErrorBudget;
import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.ContestMemory;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.ForecastContest;
import dev.headroom.scaler.forecast.SettledShape;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.history.RateHistory;
import dev.headroom.scaler.learn.LearntCapacity;
import dev.headroom.scaler.learn.LearntMemory;
import dev.headroom.scaler.learn.Point;
import dev.headroom.scaler.learn.Priors;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.LeadTimes;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What was learnt of one workload. Used by the thread that plans, alone. */
final class Mind {
    /** As long as a stretch of {@link ReplicaLoad}. */
    private static final Duration LOADS_EVERY = Duration.ofSeconds(10);

    private static final Learnt.Part<LearntMemory> CAPACITY = new Learnt.Part<>("capacity", LearntMemory.class);
    private static final Learnt.Part<ContestMemory> FORECASTS = new Learnt.Part<>("forecasts", ContestMemory.class);
    private static final Learnt.Part<BudgetMemory> ERROR_BUDGET = new Learnt.Part<>("error-budget", BudgetMemory.class);
    private static final Learnt.Part<LeadTimes.Memory> LEAD_TIMES =
            new Learnt.Part<>("lead-times", LeadTimes.Memory.class);

    private final LearntCapacity capacity;
    private final ForecastContest forecasts;
    private final ErrorBudget budget;
    private final SettledShape shape = new SettledShape();
    private LeadTimes leadTimes;
    private Instant loadsDue = Instant.MIN;

    /** Knows nothing yet. */
    Mind(Priors priors, LeadTimes unknown) {
        this(new LearntCapacity(priors), new ForecastContest(), new ErrorBudget(), unknown);
    }

    private Mind(LearntCapacity capacity, ForecastContest forecasts, ErrorBudget budget, LeadTimes leadTimes) {
        this.capacity = capacity;
        this.forecasts = forecasts;
        this.budget = budget;
        this.leadTimes = leadTimes;
    }

    /**
     * Goes on from what was written down; a part from which that cannot be done is begun anew.
     *
     * @param priors in force; capacity is remembered as what differs from them
     * @param usualLeadTime as long as no start is known
     * @param fault told why, for each part that is begun anew
     */
    static Mind remembering(Learnt learnt, Priors priors, Duration usualLeadTime, Consumer<String> fault) {
        return new Mind(
                learnt.restored(CAPACITY, memory -> new LearntCapacity(priors, memory), fault)
                        .orElseGet(() -> new LearntCapacity(priors)),
                learnt.restored(FORECASTS, ForecastContest::new, fault).orElseGet(ForecastContest::new),
                learnt.restored(ERROR_BUDGET, ErrorBudget::remembering, fault).orElseGet(ErrorBudget::new),
                learnt.restored(LEAD_TIMES, memory -> LeadTimes.remembering(memory, usualLeadTime), fault)
                        .orElseGet(() -> LeadTimes.remembering(LeadTimes.Memory.NONE, usualLeadTime)));
    }

    /**
     * What is to be written down, with the parts of {@code before} that are none of this version's.
     *
     * @param withBudget whether the error budget is renewed; else it stays as it was before, if it was there
     */
    Learnt memory(Learnt before, boolean withBudget) {
        Learnt learnt = before.with(CAPACITY, capacity.memory())
                .with(FORECASTS, forecasts.memory())
                .with(LEAD_TIMES, leadTimes.memory());
        if (!withBudget && before.parts().containsKey(ERROR_BUDGET.name())) {
            return learnt;
        }
        return budget.memory().map(spent -> learnt.with(ERROR_BUDGET, spent)).orElse(learnt);
    }

    /** Where learning of a workload's replicas begins. */
    static Priors priorsOf(SloPolicy policy, Optional<ServingProfile> profile) {
        return new Priors(profile, policy.workload().models().stream().sorted().findFirst());
    }

    /**
     * Takes in what a turn sees.
     *
     * @param replicas of the scale target; empty where pods cannot be seen
     * @param paused whether nothing of a plan is carried out: what users get then is nothing that a plan promised them
     * @param loads read when they are due
     */
    void observe(
            WorkloadSnapshot snapshot,
            SloPolicy policy,
            Optional<ServingProfile> profile,
            Optional<List<Replica>> replicas,
            RateHistory history,
            boolean paused,
            Supplier<List<ReplicaLoad>> loads) {
        Instant now = snapshot.at();
        List<ReplicaLoad> newest = List.of();
        if (!now.isBefore(loadsDue)) {
            loadsDue = now.plus(LOADS_EVERY);
            newest = loads.get();
            capacity.assume(priorsOf(policy, profile));
            capacity.observe(newest, replica -> hardwareOf(replica, replicas));
        }
        if (replicas.isPresent()) {
            leadTimes = leadTimes.observing(replicas.get(), newest, now);
        }
        forecasts.observe(snapshot, history, horizon());
        if (paused) {
            budget.passOver(now);
        } else {
            budget.observe(snapshot, policy);
        }
    }

    LeadTimes leadTimes() {
        return leadTimes;
    }

    /** What is expected at the horizon; empty while no rate or no request's shape is known. */
    Optional<Demand> demand(WorkloadSnapshot snapshot, RateHistory history) {
        return forecasts.forecast(snapshot, history, horizon()).map(shape::settle);
    }

    ErrorBudget budget() {
        return budget;
    }

    Duration horizon() {
        return leadTimes.horizon();
    }

    /** What is believed of a replica at the load at which it was last planned. */
    CapacityBelief belief(Optional<TrafficShape> asked, OptionalDouble concurrency, Optional<ServingProfile> profile) {
        if (asked.isEmpty()) {
            return profile.map(CapacityBelief::of).orElse(CapacityBelief.NOTHING);
        }
        return concurrency.isPresent()
                ? capacity.belief(new Point(asked.get(), concurrency.getAsDouble()))
                : capacity.belief(asked.get());
    }

    private static Optional<String> hardwareOf(String name, Optional<List<Replica>> replicas) {
        return replicas.stream()
                .flatMap(List::stream)
                .filter(replica -> replica.name().equals(name))
                .findFirst()
                .flatMap(Replica::hardware);
    }
}
