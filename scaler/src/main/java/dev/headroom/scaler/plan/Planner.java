// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.TelemetryRule.Permission;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides how many replicas a workload needs: a list of rules that each turn a draft into the next one. A pure function: equal inputs give
 * equal plans.
 */
public final class Planner implements PlanMaker {
    private final PlanSettings settings;
    private final List<PlanRule> rules;

    /**
     * Makes a planner.
     *
     * @param settings how it behaves
     */
    public Planner(PlanSettings settings) {
        this.settings = settings;
        this.rules = List.of(
                DemandRules::riseWithinLeadTime,
                DemandRules::limitReached,
                DemandRules::backlog,
                DemandRules::concurrencyCeiling,
                DemandRules::nothingMeasured,
                DemandRules::atLeastOne,
                StillnessRules::hold,
                SupplyRules::stuckStart,
                SupplyRules::leavingReplica,
                SupplyRules::waitsForNode,
                StillnessRules::smallStep,
                StillnessRules::notLowered,
                TelemetryRule::permitted,
                StillnessRules::stepLimit,
                PolicyRules::policyLimits,
                ClusterRules::clusterRoom,
                ClusterRules.hpaTolerance(settings.hpaStep()),
                ClusterRules::scaledObject,
                PolicyRules::advise);
    }

    @Override
    public ReplicaPlan plan(PlanInput input) {
        PlanFacts facts = PlanFacts.of(input, settings);
        Draft draft = Draft.at(
                facts.before().orElse(Math.max(input.policy().replicas().min(), 1)));
        for (PlanRule rule : rules) {
            draft = rule.apply(draft, facts);
        }
        return planOf(draft, facts);
    }

    private static ReplicaPlan planOf(Draft draft, PlanFacts facts) {
        PlanInput input = facts.input();
        return new ReplicaPlan(
                input.snapshot().workload(),
                facts.now(),
                input.snapshot().state(),
                draft.replicas(),
                isGrounded(draft, facts),
                draft.answer().orElseGet(() -> new Answer.Replicas(draft.replicas())),
                draft.reasons(),
                basisOf(draft, facts));
    }

    /** With nothing before it, a number follows from a need, or from the certainty that nothing is asked for. */
    private static boolean isGrounded(Draft draft, PlanFacts facts) {
        return facts.before().isPresent()
                || facts.permission().permission() == Permission.REST
                || (facts.mayPlan() && draft.needed().isPresent());
    }

    private static ReplicaPlan.Basis basisOf(Draft draft, PlanFacts facts) {
        PlanInput input = facts.input();
        Optional<Double> usdPerHour = input.policy()
                .terms()
                .cost()
                .filter(cost -> input.capacity().gpus().isPresent())
                .map(cost -> cost.gpuHourUsd() * input.capacity().gpus().getAsInt() * draft.replicas());
        return new ReplicaPlan.Basis(
                input.demand(),
                draft.needed(),
                facts.ratePerReplica(),
                input.capacity().believed(),
                usdPerHour.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                facts.standings(),
                input.budget(),
                new Evidence(input.snapshot().arrivals(), input.snapshot().servers()));
    }
}
