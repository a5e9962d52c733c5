// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.capacity.BoundedProfile;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.history.RateHistory;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanMaker;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StatedByServers;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.SupplyOutlook;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The second half of the path, from a workload's window to its plan; {@code src/docs/architecture.md} has the whole, and {@code
 * TelemetryPipeline} of telemetry-ingest the first half. The steps of a turn, in order:
 *
 * <ol>
 *   <li>{@link dev.headroom.telemetry.snapshot.WorkloadWindows}, here as {@link dev.headroom.telemetry.snapshot.Snapshots}: the workload's
 *       current telemetry
 *   <li>this class: hands each step's result to the next one; it keeps the workload's learned state in its {@link LearnedState}
 *   <li>{@link dev.headroom.scaler.forecast.DemandEstimator}: the snapshot becomes the current demand, and by how much that may rise
 *   <li>{@link CapacityKnowledge}: the load that one replica may be booked with
 *   <li>{@link dev.headroom.scaler.plan.Planner}: demand over capacity, and each rule that moves the number; the plan has its reasons
 * </ol>
 *
 * <p>{@link PlanningRound} takes the plan to {@link LatestPlans}, from which {@code ExternalScalerService} answers. One thread at a time.
 */
public final class PlanningCycle {
    private final PlanningInputs sights;
    private final LearnedStates learnedStates;
    private final PlanMaker planner;
    private final Plans plans;

    /**
     * Joins the steps.
     *
     * @param learnedStates learned state
     * @param plans the newest of each workload
     */
    public PlanningCycle(PlanningInputs sights, LearnedStates learnedStates, PlanMaker planner, Plans plans) {
        this.sights = sights;
        this.learnedStates = learnedStates;
        this.planner = planner;
        this.plans = plans;
    }

    /** One turn of a replica that reaches the shared plans, or shares none. */
    public ReplicaPlan turn(WorkloadKey workload, SloPolicy policy, Instant now) {
        return turn(workload, policy, Optional.empty(), now);
    }

    /**
     * One turn. The plan is returned, not kept: that is {@link LatestPlans}'s business.
     *
     * @param workload whose
     * @param policy the promise to its users
     * @param plansUnreachableFor how long the plans of all replicas have been out of reach; empty while they are within reach
     * @param now the instant of the turn
     */
    public ReplicaPlan turn(
            WorkloadKey workload, SloPolicy policy, Optional<Duration> plansUnreachableFor, Instant now) {
        WorkloadSnapshot snapshot = sights.snapshots().readAt(workload, now);
        RateHistory history = sights.histories().of(workload);
        Optional<Scaling> scaling =
                sights.surroundings().scalingOf(workload, policy.workload().scaleTarget());
        Optional<ScaleTarget> target = policy.workload().scaleTarget().or(() -> scaling.flatMap(Scaling::target));
        Optional<List<Replica>> replicas = target.flatMap(sights.replicas()::of);
        StatedLimits stated = StatedByServers.of(
                snapshot, replicas, target.map(sights.replicas()::templateOf).orElse(StatedLimits.UNKNOWN));
        Optional<BoundedProfile> profile = profileOf(policy).map(named -> BoundedProfile.of(named, stated));
        sights.profileListener()
                .compared(workload, profile.map(BoundedProfile::differences).orElse(List.of()));
        Optional<String> absent = profile.isPresent() ? Optional.empty() : absentProfile(policy);
        sights.profileListener().lookedFor(workload, absent);
        LearnedState learned = learnedStates.of(workload, now);
        learned.observe(
                snapshot, policy, replicas, scaling.filter(Scaling::isPaused).isPresent(), sights.snapshots());
        Supply supply = supplyOf(learned, target, replicas, now)
                .within(target.flatMap(sights.surroundings()::roomFor), scaling)
                .withPlansUnreachableFor(plansUnreachableFor);
        Optional<Demand> demand = learned.demand(snapshot, history, policy);
        CapacityFacts capacity = learned.capacity(
                        new CapacityKnowledge.Turn(
                                snapshot, demand, policy, profile, stated, supply.ready(), learned.horizon()),
                        sights.snapshots(),
                        supply.wanted())
                .lacking(absent);
        ReplicaPlan plan = planner.plan(new PlanInput(
                snapshot,
                demand,
                policy,
                capacity,
                supply,
                learned.budget(now),
                learned.horizon(),
                plans.knownSince(workload).orElse(now),
                plans.latest(workload)));
        learned.planned(plan);
        return plan;
    }

    private Supply supplyOf(
            LearnedState learned, Optional<ScaleTarget> target, Optional<List<Replica>> replicas, Instant now) {
        OptionalInt current = target.map(sights.currentReplicas()::of).orElse(OptionalInt.empty());
        SupplyOutlook outlook = SupplyOutlook.of(learned.leadTimes(), replicas, current, now);
        target.ifPresent(named -> sights.stuck().stuck(named, outlook.stuck()));
        return outlook.supply();
    }

    private Optional<ServingProfile> profileOf(SloPolicy policy) {
        return policy.profile()
                .flatMap(name -> sights.profiles()
                        .findProfile(new DocumentName(policy.name().namespace(), name)));
    }

    /** Named and not there; nothing is said as long as not all documents could be read. */
    private Optional<String> absentProfile(SloPolicy policy) {
        String namespace = policy.name().namespace();
        return policy.profile()
                .filter(name -> sights.profiles().allRead())
                .map(name -> sights.profiles()
                        .faultOf(new DocumentName(namespace, name))
                        .map(fault -> "the policy names profile " + name + ", which has never been valid: " + fault)
                        .orElse("the policy names profile " + name + ", which does not exist in namespace "
                                + namespace));
    }
}
