// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.capacity.CapacityBelief;
import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.Forecaster;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The path from snapshot to plan, for one workload. */
public final class PlanningCycle {
    private final Snapshots snapshots;
    private final Forecaster forecaster;
    private final ProfileSource profiles;
    private final CurrentReplicas currentReplicas;
    private final PlanMaker planner;
    private final Plans plans;
    private final Duration horizon;

    /**
     * Joins the steps; safe from any thread when they are.
     *
     * @param horizon how far ahead demand is forecast: the time until a replica that is asked for now can serve
     */
    public PlanningCycle(
            Snapshots snapshots,
            Forecaster forecaster,
            ProfileSource profiles,
            CurrentReplicas currentReplicas,
            PlanMaker planner,
            Plans plans,
            Duration horizon) {
        this.snapshots = snapshots;
        this.forecaster = forecaster;
        this.profiles = profiles;
        this.currentReplicas = currentReplicas;
        this.planner = planner;
        this.plans = plans;
        this.horizon = horizon;
    }

    /**
     * One turn. The plan is returned, not kept: that is {@link PlanBoard}'s business.
     *
     * @param workload whose
     * @param policy the promise to its users
     * @param now the instant of the turn
     */
    public ReplicaPlan turn(WorkloadKey workload, SloPolicy policy, Instant now) {
        WorkloadSnapshot snapshot = snapshots.readAt(workload, now);
        Optional<Demand> demand = forecaster.forecast(snapshot, horizon);
        Optional<ServingProfile> profile = profileOf(policy);
        OptionalInt current = currentOf(policy);
        return planner.plan(new PlanInput(
                snapshot,
                demand,
                policy,
                profile.map(CapacityBelief::of).orElse(CapacityBelief.NOTHING),
                Supply.wanted(current),
                Optional.empty(),
                plans.knownSince(workload).orElse(now),
                plans.latest(workload)));
    }

    private Optional<ServingProfile> profileOf(SloPolicy policy) {
        return policy.profile()
                .flatMap(name ->
                        profiles.findProfile(new DocumentName(policy.name().namespace(), name)));
    }

    private OptionalInt currentOf(SloPolicy policy) {
        return policy.workload().scaleTarget().map(currentReplicas::of).orElse(OptionalInt.empty());
    }
}
