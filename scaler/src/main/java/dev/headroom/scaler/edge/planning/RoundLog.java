// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.cycle.PlanningRound;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.cycle.TurnOutcome;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Makes a round and logs changes, one line per change; a turn that keeps failing is logged once. */
public final class RoundLog implements RoundListener {
    private static final Logger LOG = Logger.getLogger(RoundLog.class);

    private final PlanningRound round;
    private final RoundFacts facts;
    private final Set<WorkloadKey> failing = new HashSet<>();

    /** Speaks about this round. */
    public RoundLog(PlanningRound round, RoundFacts facts) {
        this.round = round;
        this.facts = facts;
    }

    /** Notified of the events of a round. */
    public interface RoundFacts {
        /** A plan differs from the one before it. */
        void planChanged(ReplicaPlan plan);

        /** A turn threw. */
        void turnFailed();
    }

    @Override
    public void roundOver(Instant now) {
        List<TurnOutcome> outcomes = round.at(now);
        outcomes.forEach(outcome -> outcome.fold(this::planned, this::failed));
    }

    /** Plans one workload past the round, and logs changes. */
    void wake(WorkloadKey workload, Instant now) {
        round.wake(workload, now).ifPresent(outcome -> outcome.fold(this::planned, this::failed));
    }

    private boolean planned(TurnOutcome.Planned outcome) {
        failing.remove(outcome.workload());
        if (outcome.changed()) {
            facts.planChanged(outcome.plan());
            say(outcome.before(), outcome.plan());
        }
        return true;
    }

    private boolean failed(TurnOutcome.Failed outcome) {
        facts.turnFailed();
        if (failing.add(outcome.workload())) {
            LOG.errorf(
                    outcome.cause(),
                    "planning failed, the previous plan stays until it is stale workload=%s",
                    outcome.workload());
        }
        return false;
    }

    private static void say(Optional<ReplicaPlan> before, ReplicaPlan plan) {
        LOG.infof(
                "plan changed workload=%s from=%s to=%d answer=%s state=%s reason=%s",
                plan.workload(),
                before.map(old -> Integer.toString(old.desired())).orElse("none"),
                plan.desired(),
                plan.answer().fold(count -> Integer.toString(count.count()), unavailable -> "unavailable"),
                plan.state().word(),
                plan.because());
    }
}
