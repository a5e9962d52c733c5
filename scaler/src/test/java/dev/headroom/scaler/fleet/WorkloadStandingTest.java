// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WorkloadStandingTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final TelemetryState FRESH = new TelemetryState.Fresh("events arrive", NINE);
    private static final Objective TTFT = new Objective(Signal.TTFT, 95, Duration.ofMillis(800));
    private static final Objective E2E = new Objective(Signal.E2E, 99, Duration.ofSeconds(20));
    private static final SloStatus GOOD = new SloStatus(TTFT, OptionalDouble.of(0.4), 0);

    @Test
    void aMissedPromiseComesBeforeAllElse() {
        WorkloadStanding standing = WorkloadStanding.of(plan(
                "chat",
                new TelemetryState.Dark("the broker does not answer", NINE),
                3,
                List.of(reason(ReasonCode.PAUSED, "paused")),
                new SloStatus(TTFT, OptionalDouble.of(1.314), 0)));

        assertThat(standing.attention()).isEqualTo(Attention.SLO_MISSED);
        assertThat(standing.sentence()).isEqualTo("ttft p95 <= 800ms: now 1314 ms");
        assertThat(standing.ofLimit().orElseThrow()).isEqualTo(1.314 / 0.8);
    }

    @Test
    void theWorstObjectiveIsTheOneNearestToItsLimit() {
        WorkloadStanding standing = WorkloadStanding.of(
                plan("chat", FRESH, 3, List.of(), GOOD, new SloStatus(E2E, OptionalDouble.of(18), 0)));

        assertThat(standing.attention()).isEqualTo(Attention.NONE);
        assertThat(standing.sentence()).isEqualTo("e2e p99 <= 20s: now 18.00 s");
    }

    @Test
    void requestsWithoutAnAnswerMissThePromise() {
        WorkloadStanding standing =
                WorkloadStanding.of(plan("chat", FRESH, 3, List.of(), new SloStatus(E2E, OptionalDouble.empty(), 7)));

        assertThat(standing.attention()).isEqualTo(Attention.SLO_MISSED);
        assertThat(standing.sentence()).isEqualTo("e2e p99 <= 20s: 7 requests got no answer within the limit");
        assertThat(standing.ofLimit()).isEmpty();
    }

    @Test
    void aBudgetThatBurnsOrIsSpentComesNext() {
        assertThat(attentionOf(new BudgetStanding(5000, 0.05, 0.03, 2.4, 0.5)))
                .isEqualTo("BUDGET: error budget: 30 % spent, burns at 2.4 times the rate that lasts");
        assertThat(attentionOf(new BudgetStanding(5000, 0.05, 0.07, 0.6, 1)))
                .isEqualTo("BUDGET: error budget: 140 % spent, burns at 0.6 times the rate that lasts");
        assertThat(attentionOf(new BudgetStanding(5000, 0.05, 0.03, 0.9, 0.5)))
                .isEqualTo("NONE: ttft p95 <= 800ms: now 400 ms");
    }

    private static String attentionOf(BudgetStanding budget) {
        WorkloadStanding standing = WorkloadStanding.of(plan("chat", FRESH, 3, List.of(), Optional.of(budget), GOOD));
        return standing.attention() + ": " + standing.sentence();
    }

    @Test
    void aReasonOfThePlanIsItsSentence() {
        assertThat(standingOf(ReasonCode.INFEASIBLE, "no number of replicas meets e2e p99 <= 20s"))
                .isEqualTo("INFEASIBLE: no number of replicas meets e2e p99 <= 20s");
        assertThat(standingOf(ReasonCode.STUCK_START, "chat-1 starts since 09:00"))
                .isEqualTo("STUCK_START: chat-1 starts since 09:00");
        assertThat(standingOf(ReasonCode.CLUSTER_ROOM, "NodePool gpu has room for 8"))
                .isEqualTo("ROOM: NodePool gpu has room for 8");
        assertThat(standingOf(ReasonCode.PAUSED, "ScaledObject chat is paused"))
                .isEqualTo("PAUSED: ScaledObject chat is paused");
        assertThat(standingOf(ReasonCode.HOLD, "12 were needed at 08:50"))
                .isEqualTo("NONE: ttft p95 <= 800ms: now 400 ms");
    }

    @Test
    void telemetryThatCannotBeTrustedIsNamed() {
        TelemetryState lagging = new TelemetryState.Lagging("3000 records wait", NINE);

        WorkloadStanding standing = WorkloadStanding.of(plan("chat", lagging, 3, List.of(), GOOD));

        assertThat(standing.attention()).isEqualTo(Attention.TELEMETRY);
        assertThat(standing.sentence()).isEqualTo("telemetry is lagging: 3000 records wait");
    }

    @Test
    void aWorkloadThatNeedsNoReplicaIsAsleep() {
        TelemetryState idle = new TelemetryState.Idle("no request for an hour", NINE);

        WorkloadStanding standing = WorkloadStanding.of(plan("chat", idle, 0, List.of()));

        assertThat(standing.attention()).isEqualTo(Attention.ASLEEP);
    }

    @Test
    void theMostUrgentComesFirstThenTheDearestThenByName() {
        List<WorkloadStanding> all = new ArrayList<>(List.of(
                WorkloadStanding.of(plan("b", FRESH, 3, List.of(), GOOD)),
                WorkloadStanding.of(plan("a", FRESH, 3, List.of(), GOOD)),
                WorkloadStanding.of(plan("dear", FRESH, 9, List.of(), GOOD)),
                WorkloadStanding.of(plan("paused", FRESH, 1, List.of(reason(ReasonCode.PAUSED, "paused")), GOOD))));

        all.sort(WorkloadStanding.BY_ATTENTION);

        assertThat(all)
                .extracting(standing -> standing.plan().workload().name())
                .containsExactly("paused", "dear", "a", "b");
    }

    private static String standingOf(ReasonCode code, String sentence) {
        WorkloadStanding standing = WorkloadStanding.of(plan("chat", FRESH, 3, List.of(reason(code, sentence)), GOOD));
        return standing.attention() + ": " + standing.sentence();
    }

    private static Reason reason(ReasonCode code, String sentence) {
        return new Reason(code, 3, sentence);
    }

    private static ReplicaPlan plan(
            String name, TelemetryState state, int replicas, List<Reason> reasons, SloStatus... standings) {
        return plan(name, state, replicas, reasons, Optional.empty(), standings);
    }

    /** A replica costs 7 USD an hour. */
    private static ReplicaPlan plan(
            String name,
            TelemetryState state,
            int replicas,
            List<Reason> reasons,
            Optional<BudgetStanding> budget,
            SloStatus... standings) {
        return new ReplicaPlan(
                new WorkloadKey("llm", name),
                NINE,
                state,
                replicas,
                true,
                new Answer.Replicas(replicas),
                reasons,
                new ReplicaPlan.Basis(
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.of(7.0 * replicas),
                        Arrays.asList(standings),
                        budget,
                        Evidence.NONE));
    }
}
