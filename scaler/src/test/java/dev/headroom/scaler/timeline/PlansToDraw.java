// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Plans with figures. */
final class PlansToDraw {
    static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    static final Objective TTFT = new Objective(Signal.TTFT, 95, Duration.ofMillis(800));

    private PlansToDraw() {}

    static ReplicaPlan wanting(int replicas, Instant at) {
        return plan(replicas, new Answer.Replicas(replicas), OptionalDouble.empty(), at);
    }

    static ReplicaPlan living(double seconds, Instant at) {
        return plan(3, new Answer.Replicas(3), OptionalDouble.of(seconds), at);
    }

    static ReplicaPlan unavailable(String sentence, Instant at) {
        return plan(3, new Answer.Unavailable(sentence), OptionalDouble.empty(), at);
    }

    private static ReplicaPlan plan(int replicas, Answer answer, OptionalDouble ttft, Instant at) {
        return new ReplicaPlan(
                CHAT,
                at,
                new TelemetryState.Fresh("events arrive", at),
                replicas,
                true,
                answer,
                List.of(new Reason(ReasonCode.RISE_WITHIN_LEAD_TIME, replicas, replicas + " needed")),
                new ReplicaPlan.Basis(
                        Optional.empty(),
                        OptionalDouble.of(replicas - 0.5),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        List.of(new SloStatus(TTFT, ttft, 0)),
                        Optional.of(new BudgetStanding(1000, 0.05, 0.02, 0.7, 0.5)),
                        Evidence.NONE));
    }
}
