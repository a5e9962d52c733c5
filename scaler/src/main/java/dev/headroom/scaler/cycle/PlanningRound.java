// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One turn for every policy in force. A step that throws ends the turn of its workload only. One thread at a time. */
public final class PlanningRound {
    private final SloSource policies;
    private final PlanningCycle cycle;
    private final PlanOutlet outlet;
    private final TriggerPostures postures;
    private final YieldPoint breather;
    /** During a round the duty stays the one at its beginning. */
    private boolean underWay;

    /** Turns {@code cycle} for each of {@code policies}, without a rest, and hands the plans to {@code outlet}. */
    public PlanningRound(SloSource policies, PlanningCycle cycle, PlanOutlet outlet, TriggerPostures postures) {
        this(policies, cycle, outlet, postures, YieldPoint.NONE);
    }

    /**
     * Turns {@code cycle} for each of {@code policies} and hands the plans to {@code outlet}.
     *
     * @param postures that triggers ask for
     * @param breather called after each turn of a round
     */
    public PlanningRound(
            SloSource policies, PlanningCycle cycle, PlanOutlet outlet, TriggerPostures postures, YieldPoint breather) {
        this.policies = policies;
        this.cycle = cycle;
        this.outlet = outlet;
        this.postures = postures;
        this.breather = breather;
    }

    /**
     * Plans every workload, and forgets the plans of those whose policy is gone; nothing of that while another replica plans.
     *
     * @param now the instant of the round
     * @return one outcome per policy in force
     */
    public List<TurnOutcome> at(Instant now) {
        List<TurnOutcome> outcomes = new ArrayList<>();
        if (!outlet.duty().plans()) {
            return outcomes;
        }
        underWay = true;
        try {
            Set<WorkloadKey> named = turnAll(now, outcomes);
            if (policies.loaded()) {
                outlet.keepOnly(named);
            }
        } finally {
            underWay = false;
        }
        return outcomes;
    }

    private Set<WorkloadKey> turnAll(Instant now, List<TurnOutcome> outcomes) {
        Set<WorkloadKey> named = new HashSet<>();
        for (PolicyStatus status : policies.all()) {
            // A policy that has been broken since the start is not one to plan by, but no reason to forget the plan
            // from before.
            named.add(PolicyClaims.workloadOf(status.name()));
            status.inForce().ifPresent(policy -> outcomes.add(turn(policy, now)));
            breather.afterTurn();
        }
        return named;
    }

    /**
     * Plans one workload past the round, or between two turns of one, as when a request woke it.
     *
     * @return empty where it has no policy in force, or another replica plans
     */
    public Optional<TurnOutcome> wake(WorkloadKey workload, Instant now) {
        if (!underWay && !outlet.duty().plans()) {
            return Optional.empty();
        }
        return policies.policyInForce(workload).map(policy -> turn(policy, now));
    }

    /** Plans the workload of one policy. */
    public TurnOutcome turn(SloPolicy policy, Instant now) {
        WorkloadKey workload = PolicyClaims.workloadOf(policy.name());
        try {
            SloPolicy wanted = postures.applyTo(workload, policy);
            return outlet.take(cycle.turn(workload, wanted, outlet.unreachableFor(), now), wanted);
        } catch (RuntimeException broken) {
            return new TurnOutcome.Failed(workload, broken);
        }
    }
}
