// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.learn.CapacityEstimate.Source;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A replica may be booked with 12.8 requests/s; the time is 08:00. */
class DemandRulesTest {
    @Test
    void isReadyForTheRiseThatMayCome() {
        assertThat(aWorkload().receiving(25, 0).plan().desired()).isEqualTo(2);
        // (25 + 1) / 12.8 = 2.03.
        assertThat(aWorkload().receiving(25, 1).plan().desired()).isEqualTo(3);
    }

    @Test
    void saysWhereACapacityThatNothingHasShownYetIsKnownFrom() {
        assertThat(because(aWorkload().receiving(25).knownFrom(Source.PROFILE)))
                .endsWith("one replica carries 12.80 (profile): 2 needed");
        assertThat(because(aWorkload().receiving(25).knownFrom(Source.STANDING)))
                .endsWith("one replica carries 12.80 (current rate): 2 needed");
    }

    @Test
    void oldArrivalsRaiseNothingWhereTelemetryIsGone() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Unobservable("no events", NOW.minusSeconds(30)))
                .plannedBefore(2)
                .receiving(100);

        assertThat(workload.plan().desired()).isEqualTo(2);
        assertThat(workload.plan().basis().needed()).isEmpty();
    }

    @Test
    void countsALimitAtOnceAndSaysSinceWhen() {
        // 25 / 5 = 5.
        ReplicaPlan plan =
                aWorkload().receiving(25).breaking(Duration.ofMinutes(3), 5).plan();

        assertThat(plan.desired()).isEqualTo(5);
        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.LIMIT_REACHED,
                        5,
                        "the SLO has been missed since 07:57: one replica carries at most 5.00 requests/s"));
    }

    @Test
    void saysThatRequestsWaitOnFullReplicas() {
        assertThat(because(aWorkload().receiving(25).queueing(Duration.ofSeconds(20), 5)))
                .endsWith(
                        "requests have waited on full replicas since 07:59: one replica carries at most 5.00 requests/s");
    }

    @Test
    void timeInAQueueHoldsNoPlaceAtAReplica() {
        PlanFixture workload =
                aWorkload().receiving(25).carrying(100).measuringE2e(10).atMostInFlight(48);

        // 25/s for 10 s are 250 in flight.
        assertThat(workload.plan().desired()).isEqualTo(6);
        // Of 8 s to the first token all was a queue but what was promised: 3 s hold a place, 75 are in flight.
        assertThat(workload.measuringFirstToken(8)
                        .promising(Signal.TTFT, 1000)
                        .plan()
                        .desired())
                .isEqualTo(2);
    }

    @Test
    void withoutAPromiseOfTheFirstTokenNothingSaysWhatOfItWasAQueue() {
        assertThat(aWorkload()
                        .receiving(25)
                        .carrying(100)
                        .measuringE2e(10)
                        .atMostInFlight(48)
                        .measuringFirstToken(8)
                        .promisingE2e(20_000)
                        .plan()
                        .desired())
                .isEqualTo(6);
    }

    @Test
    void aLimitNeverAllowsMoreThanWasShown() {
        assertThat(aWorkload()
                        .receiving(25)
                        .breaking(Duration.ofMinutes(3), 50)
                        .plan()
                        .desired())
                .isEqualTo(2);
    }

    @Test
    void namesWhatNoNumberOfReplicasKeeps() {
        Objective objective = new Objective(Signal.E2E, 95, Duration.ofSeconds(2));
        ReplicaPlan plan = aWorkload()
                .receiving(25)
                .infeasible(new Infeasible(objective, "e2e p95 <= 2s cannot be kept: the best possible is 2500ms"))
                .plan();

        assertThat(plan.desired()).isEqualTo(2);
        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.INFEASIBLE, 2, "e2e p95 <= 2s cannot be kept: the best possible is 2500ms"));
    }

    @Test
    void saysThatReplicasDoNotHelpAndBuysNone() {
        ReplicaPlan plan = aWorkload().receiving(25).missingAnyway(1.3).plan();

        assertThat(plan.desired()).isEqualTo(2);
        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.NEARLY_INFEASIBLE,
                        2,
                        "the SLO is missed 1.3 times as often as allowed at every load: more replicas do not help"));
    }

    @Test
    void saysWhatServersStateOtherwiseThanTheProfileThoughNothingIsMeasured() {
        ReplicaPlan plan = aWorkload()
                .running(1)
                .stating("the profile says 128 slots, the server runs with 32")
                .plan();

        assertThat(plan.reasons())
                .contains(
                        new Reason(ReasonCode.STATED_LIMITS, 1, "the profile says 128 slots, the server runs with 32"));
    }

    @Test
    void servesWhatWaitsWithinALeadTime() {
        // 25 / 12.8 + 1,536 / 120 s / 12.8 = 1.95 + 1.
        ReplicaPlan plan =
                aWorkload().receiving(25).serversHolding(2, 64, 1_536, 100).plan();

        assertThat(plan.desired()).isEqualTo(3);
        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.BACKLOG, 3, "1536 requests wait and must be served within 120 s: 3 needed"));
    }

    @Test
    void countsWhatWillWaitWhenAReplicaThatIsAskedForNowServes() {
        // 25 / 12.8 = 1.95, so 0.95 replicas are missing for 120 s: 1,464 requests more. (100 + 1,464) / 120 s / 12.8 =
        // 1.02.
        ReplicaPlan plan = aWorkload()
                .receiving(25)
                .serversHolding(1, 64, 100, 100)
                .ready(1)
                .plan();

        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.BACKLOG,
                        3,
                        "100 requests wait, in 120 s 1564 will: they must be served within 120 s: 3 needed"));
    }

    @Test
    void countsWhatStartingReplicasWillServeUntilThen() {
        PlanFixture workload =
                aWorkload().receiving(25).serversHolding(1, 64, 100, 100).ready(1);

        // Of the 114.4 replica-seconds that are missing, it gives 90.
        assertThat(because(workload.starting(30, 1))).contains("100 requests wait, in 120 s 412 will");
    }

    @Test
    void countsNothingThatAStuckStartWouldServe() {
        PlanFixture workload =
                aWorkload().receiving(25).serversHolding(1, 64, 100, 100).ready(1);

        assertThat(because(workload.starting(30, 0))).contains("100 requests wait, in 120 s 1564 will");
    }

    @Test
    void expectsNoLongerQueueWherePodsCannotBeSeen() {
        assertThat(because(aWorkload().receiving(25).serversHolding(1, 64, 100, 100)))
                .contains("100 requests wait and must be served within 120 s");
    }

    @Test
    void takesFewerThanReplicasForNoBacklog() {
        assertThat(because(aWorkload().receiving(25).serversHolding(2, 64, 1, 100)))
                .doesNotContain("wait");
        assertThat(because(aWorkload().receiving(25).serversHolding(2, 64, 2, 100)))
                .contains("2 requests wait and must be served within 120 s");
    }

    @Test
    void servesWhatWaitsNoFasterThanWithinAMinute() {
        PlanFixture workload =
                aWorkload().servingIn(Duration.ofSeconds(20)).receiving(25).serversHolding(2, 64, 768, 100);

        // 25 / 12.8 + 768 / 60 s / 12.8 = 1.95 + 1.
        assertThat(workload.plan().desired()).isEqualTo(3);
        assertThat(because(workload)).endsWith("must be served within 60 s: 3 needed");
    }

    @Test
    void countsRequestsThatWereAdmittedAndThatNoServerRuns() {
        PlanFixture workload = aWorkload().receiving(25).serversHolding(2, 64, 0, 100);

        assertThat(workload.plan().desired()).isEqualTo(2);
        // 1,600 admitted less 64 that run are the 1,536 above.
        assertThat(workload.admittedAndWaiting(1_600, Duration.ofSeconds(1))
                        .plan()
                        .desired())
                .isEqualTo(3);
    }

    @Test
    void keepsRequestsInFlightUnderTheCeiling() {
        ReplicaPlan plan = aWorkload()
                .withoutCapacity()
                .receiving(20)
                .measuringE2e(4)
                .atMostInFlight(32)
                .plan();

        // 20 requests/s for 4 s are 80 in flight; 80 / 32 = 2.5.
        assertThat(plan.desired()).isEqualTo(3);
        assertThat(plan.reasons())
                .containsExactly(new Reason(
                        ReasonCode.CONCURRENCY_CEILING,
                        3,
                        "80.0 requests are in flight; the policy allows 32 per replica: 3 needed"));
    }

    @Test
    void saysNothingOfACeilingThatDemandStaysUnder() {
        PlanFixture workload = aWorkload().receiving(25).measuringE2e(4).atMostInFlight(64);

        // 25 · 4 / 64 = 1.56, and 1.95 are needed anyway.
        assertThat(workload.plan().reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.RISE_WITHIN_LEAD_TIME);
    }

    @Test
    void holdsWhereNothingIsMeasured() {
        ReplicaPlan plan = aWorkload().withoutCapacity().running(4).plan();

        assertThat(plan.desired()).isEqualTo(4);
        assertThat(plan.reasons())
                .containsExactly(
                        new Reason(ReasonCode.NOTHING_MEASURED, 4, "no request has been measured yet: held at 4"));
    }

    @Test
    void doublesWhereRequestsWaitAndNothingIsMeasured() {
        PlanFixture workload = aWorkload()
                .withoutCapacity()
                .plannedBefore(3)
                .running(3)
                .ready(3)
                .serversHolding(3, 300, 40, 0);

        assertThat(workload.plan().desired()).isEqualTo(6);
        assertThat(workload.plan().reasons())
                .contains(new Reason(
                        ReasonCode.NOTHING_MEASURED,
                        6,
                        "40 requests wait and no request has been measured: doubled to 6"));
    }

    @Test
    void doublesOnlyOnceAllThatWereAskedForServe() {
        PlanFixture workload = aWorkload()
                .withoutCapacity()
                .plannedBefore(6)
                .running(6)
                .ready(3)
                .serversHolding(3, 300, 40, 0);

        assertThat(workload.plan().desired()).isEqualTo(6);
    }

    @Test
    void keepsAReplicaWhileTelemetryIsFreshEvenWithMinimumZero() {
        ReplicaPlan plan = aWorkload().between(0, 4).receiving(0).plan();

        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(1));
        assertThat(plan.reasons())
                .contains(new Reason(ReasonCode.AT_LEAST_ONE, 1, "requests may come at any moment: 1 replica stays"));
    }

    private static String because(PlanFixture workload) {
        return workload.plan().because();
    }
}
