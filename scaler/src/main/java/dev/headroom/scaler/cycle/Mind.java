// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.budget.ErrorBudget;
import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.ForecastContest;
import dev.headroom.scaler.forecast.SettledShape;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.history.RateHistory;
import dev.headroom.scaler.learn.LearntCapacity;
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
import java.util.function.Supplier;

/** What was learnt of one workload. Used by the thread that plans, alone. */
final class Mind {
    /** As long as a stretch of {@link ReplicaLoad}. */
    private static final Duration LOADS_EVERY = Duration.ofSeconds(10);

    private final LearntCapacity capacity;
    private final ForecastContest forecasts;
    private final ErrorBudget budget;
    private final SettledShape shape = new SettledShape();
    private LeadTimes leadTimes;
    private Instant loadsDue = Instant.MIN;

    /** Knows nothing yet. */
    Mind(Duration usualLeadTime) {
        this(
                new LearntCapacity(Priors.NONE),
                new ForecastContest(),
                new ErrorBudget(),
                LeadTimes.remembering(LeadTimes.Memory.NONE, usualLeadTime));
    }

    Mind(LearntCapacity capacity, ForecastContest forecasts, ErrorBudget budget, LeadTimes leadTimes) {
        this.capacity = capacity;
        this.forecasts = forecasts;
        this.budget = budget;
        this.leadTimes = leadTimes;
    }

    /**
     * Takes in what a turn sees.
     *
     * @param replicas of the scale target; empty where pods cannot be seen
     * @param loads read when they are due
     */
    void observe(
            WorkloadSnapshot snapshot,
            SloPolicy policy,
            Optional<ServingProfile> profile,
            Optional<List<Replica>> replicas,
            RateHistory history,
            Supplier<List<ReplicaLoad>> loads) {
        Instant now = snapshot.at();
        List<ReplicaLoad> newest = List.of();
        if (!now.isBefore(loadsDue)) {
            loadsDue = now.plus(LOADS_EVERY);
            newest = loads.get();
            capacity.assume(new Priors(
                    profile, policy.workload().models().stream().sorted().findFirst()));
            capacity.observe(newest, replica -> hardwareOf(replica, replicas));
        }
        if (replicas.isPresent()) {
            leadTimes = leadTimes.observing(replicas.get(), newest, now);
        }
        forecasts.observe(snapshot, history, horizon());
        budget.observe(snapshot, policy);
    }

    LeadTimes leadTimes() {
        return leadTimes;
    }

    ForecastContest forecasts() {
        return forecasts;
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
