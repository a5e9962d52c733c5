// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.cycle.PlanBoard;
import dev.headroom.scaler.cycle.PlanningCycle;
import dev.headroom.scaler.cycle.PostureOverrides;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Gives every workload its turn, and says what changed. A turn that throws ends that workload's turn only. */
public final class PlanningRound implements RoundListener {
    private static final Logger LOG = Logger.getLogger(PlanningRound.class);

    private final SloSource policies;
    private final PlanningCycle cycle;
    private final PlanBoard board;
    private final PostureOverrides overrides;
    private final RoundFacts facts;
    private final Set<WorkloadKey> failing = new HashSet<>();

    /** Joins what a round needs. */
    public PlanningRound(
            SloSource policies, PlanningCycle cycle, PlanBoard board, PostureOverrides overrides, RoundFacts facts) {
        this.policies = policies;
        this.cycle = cycle;
        this.board = board;
        this.overrides = overrides;
        this.facts = facts;
    }

    /** Told what happened in a round. */
    public interface RoundFacts {
        /** A plan differs from the one before it. */
        void planChanged();

        /** A turn threw. */
        void turnFailed();
    }

    @Override
    public void roundOver(Instant now) {
        Set<WorkloadKey> steered = new HashSet<>();
        for (PolicyStatus status : policies.all()) {
            status.inForce().ifPresent(policy -> {
                steered.add(PlanningCycle.workloadOf(policy));
                turn(policy, now);
            });
        }
        board.retainOnly(steered);
        failing.retainAll(steered);
    }

    private void turn(SloPolicy policy, Instant now) {
        WorkloadKey workload = PlanningCycle.workloadOf(policy);
        try {
            ReplicaPlan plan = cycle.turn(overrides.applyTo(workload, policy), now);
            Optional<ReplicaPlan> before = board.put(plan);
            before.ifPresent(old -> say(old, plan));
            failing.remove(workload);
        } catch (RuntimeException e) {
            facts.turnFailed();
            if (failing.add(workload)) {
                LOG.errorf(e, "plan failed, the one before stays until it is stale workload=%s", workload);
            }
        }
    }

    private void say(ReplicaPlan before, ReplicaPlan plan) {
        facts.planChanged();
        LOG.infof(
                "plan changed workload=%s from=%d to=%d answer=%s state=%s reason=%s",
                plan.workload(),
                before.desired(),
                plan.desired(),
                plan.answer().fold(Answer.Replicas::count, unavailable -> "unavailable"),
                plan.state().word(),
                plan.because());
    }
}
