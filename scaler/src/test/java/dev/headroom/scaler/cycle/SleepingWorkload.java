// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Workload {@code llm/chat}, which may go down to no replica at all, and has: nothing was asked of it for an hour. */
public final class SleepingWorkload implements Snapshots {
    /** When it is looked at. */
    public static final Instant NOW = CycleFixture.NOW;

    /** Its name. */
    public static final WorkloadKey CHAT = CycleFixture.workload("chat");

    private final LatestPlans board = new LatestPlans();
    private volatile double requestsPerSecond;

    /** From now on, so many requests arrive. */
    public void receives(double perSecond) {
        requestsPerSecond = perSecond;
    }

    /** Where its plans go. */
    public LatestPlans board() {
        return board;
    }

    /** Plans it. */
    public PlanningRound round() {
        SloPolicy policy = CycleFixture.policy("chat");
        SloPolicy downToNone = new SloPolicy(
                policy.name(),
                policy.workload(),
                policy.objectives(),
                policy.concurrencyPerReplica(),
                policy.profile(),
                new ReplicaLimits(0, 40, ReplicaLimits.WhenDark.FALLBACK),
                policy.terms());
        PlanningCycle cycle = new PlanningCycle(
                new PlanningInputs(
                        this,
                        new Histories(),
                        new CycleFixture.OneProfile(),
                        target -> OptionalInt.of(0),
                        ReplicaSource.UNKNOWN,
                        StuckListener.NOBODY),
                new LearnedStates(Duration.ofMinutes(2), new SavedStates()),
                new Planner(PlanSettings.DEFAULTS),
                board);
        return new PlanningRound(new CycleFixture.Policies().with(downToNone), cycle, board, TriggerPostures.NONE);
    }

    @Override
    public WorkloadSnapshot readAt(WorkloadKey workload, Instant now) {
        WorkloadSnapshot busy = CycleFixture.snapshot(workload, requestsPerSecond);
        if (requestsPerSecond > 0) {
            return busy;
        }
        return new WorkloadSnapshot(
                workload,
                now,
                new TelemetryState.Idle("nothing runs", now.minus(Duration.ofHours(1))),
                Optional.of(new ArrivalRate(0, 0, now.minusSeconds(10), now)),
                busy.arrivalsBefore(),
                busy.now(),
                busy.recent(),
                busy.servers(),
                busy.unfinished());
    }
}
