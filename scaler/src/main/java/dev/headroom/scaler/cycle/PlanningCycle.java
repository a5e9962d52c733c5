// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.Forecaster;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The second half of the path: from a workload's snapshot to its plan. */
public final class PlanningCycle {
    /** A last value is as good at any horizon; until lead times are learnt there is no better choice than now. */
    private static final Duration HORIZON = Duration.ZERO;

    private final Snapshots snapshots;
    private final Forecaster forecaster;
    private final ProfileSource profiles;
    private final CurrentReplicas replicas;
    private final Planner planner;
    private final PlanBoard board;

    /** Joins the steps. */
    public PlanningCycle(
            Snapshots snapshots,
            Forecaster forecaster,
            ProfileSource profiles,
            CurrentReplicas replicas,
            Planner planner,
            PlanBoard board) {
        this.snapshots = snapshots;
        this.forecaster = forecaster;
        this.profiles = profiles;
        this.replicas = replicas;
        this.planner = planner;
        this.board = board;
    }

    /**
     * One workload's turn.
     *
     * @param policy the promise that steers it
     * @param now the instant of the turn
     */
    public ReplicaPlan turn(SloPolicy policy, Instant now) {
        WorkloadKey workload = workloadOf(policy);
        WorkloadSnapshot snapshot = snapshots.readAt(workload, now);
        Optional<Demand> demand = forecaster.forecast(snapshot, HORIZON);
        Optional<ServingProfile> profile = policy.profile().flatMap(name -> profileOf(policy, name));
        Optional<CapacityModel> capacity = profile.map(CapacityModel::of);
        return planner.plan(new PlanInput(
                snapshot,
                demand,
                policy,
                profile,
                capacity,
                currentReplicas(policy),
                board.knownSince(workload, now),
                board.latest(workload)));
    }

    /** The workload that a policy steers has its name. */
    public static WorkloadKey workloadOf(SloPolicy policy) {
        return new WorkloadKey(policy.name().namespace(), policy.name().name());
    }

    private Optional<ServingProfile> profileOf(SloPolicy policy, String name) {
        return profiles.findProfile(new DocumentName(policy.name().namespace(), name));
    }

    private OptionalInt currentReplicas(SloPolicy policy) {
        return policy.workload().scaleTarget().map(replicas::of).orElse(OptionalInt.empty());
    }
}
