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
import java.util.Set;

/** One turn for every policy in force. A step that throws ends the turn of its workload only. One thread at a time. */
public final class PlanningRound {
    private final SloSource policies;
    private final PlanningCycle cycle;
    private final PlanBoard board;
    private final PostureOverrides overrides;

    /** Turns {@code cycle} for each of {@code policies} and puts the plans on {@code board}. */
    public PlanningRound(SloSource policies, PlanningCycle cycle, PlanBoard board, PostureOverrides overrides) {
        this.policies = policies;
        this.cycle = cycle;
        this.board = board;
        this.overrides = overrides;
    }

    /**
     * Plans every workload, and forgets the plans of those whose policy is gone.
     *
     * @param now the instant of the round
     * @return one outcome per policy in force
     */
    public List<TurnOutcome> at(Instant now) {
        List<TurnOutcome> outcomes = new ArrayList<>();
        Set<WorkloadKey> named = new HashSet<>();
        for (PolicyStatus status : policies.all()) {
            status.inForce().ifPresent(policy -> {
                named.add(PolicyClaims.workloadOf(policy.name()));
                outcomes.add(turn(policy, now));
            });
        }
        if (policies.loaded()) {
            board.keepOnly(named);
        }
        return outcomes;
    }

    /** Plans the workload of one policy, as when its document changed or a request woke it. */
    public TurnOutcome turn(SloPolicy policy, Instant now) {
        WorkloadKey workload = PolicyClaims.workloadOf(policy.name());
        try {
            return board.put(cycle.turn(workload, overrides.applyTo(workload, policy), now));
        } catch (RuntimeException broken) {
            return new TurnOutcome.Failed(workload, broken);
        }
    }
}
