// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules together: a replica may be booked with 12.8 requests/s. */
class PlannerTest {
    @Test
    void roundsUpWhatDemandNeeds() {
        ReplicaPlan plan = aWorkload().receiving(22, 3).plan();

        // 25 / 12.8 = 1.95.
        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(2));
        assertThat(plan.basis().needed().orElseThrow()).isEqualTo(25 / 12.8);
        assertThat(plan.reasons())
                .containsExactly(new Reason(
                        ReasonCode.RISE_WITHIN_LEAD_TIME,
                        2,
                        "arrivals of 22.00 requests/s may rise by 3.00 within 120 s;"
                                + " one replica carries 12.80: 2 needed"));
    }

    @Test
    void startsNoReplicaForRoundingNoise() {
        assertThat(aWorkload().receiving(25.6 + 1e-12).plan().desired()).isEqualTo(2);
    }

    @Test
    void goesUpAtOnce() {
        // 250 / 12.8 = 19.5.
        assertThat(aWorkload().receiving(250).plannedBefore(2).plan().desired()).isEqualTo(20);
    }

    @Test
    void makesNoNumberUpWhereNothingIsKnown() {
        PlanFixture workload = aWorkload().withoutCapacity().receiving(5);

        assertThat(workload.plan().answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(workload.plan().grounded()).isFalse();
        assertThat(workload.running(4).plan().answer()).isEqualTo(new Answer.Replicas(4));
    }

    @Test
    void aNumberIsGroundedByANeedByWhatWasBeforeOrByWhatIsIdle() {
        TelemetryState idle = new TelemetryState.Idle("nothing runs or waits", NOW.minusSeconds(120));

        assertThat(aWorkload().receiving(25).plan().grounded()).isTrue();
        assertThat(aWorkload().withoutCapacity().receiving(5).running(4).plan().grounded())
                .isTrue();
        assertThat(aWorkload().in(idle).between(0, 9).plan().grounded()).isTrue();
        assertThat(aWorkload()
                        .in(new TelemetryState.Lagging("records wait unread", NOW.minusSeconds(20)))
                        .receiving(25)
                        .plan()
                        .grounded())
                .isFalse();
    }

    @Test
    void takesServersThatAreScrapedForReplicasThatRun() {
        PlanFixture workload = aWorkload().withoutCapacity().receiving(5).serversHolding(0, 0);

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void wakesWhereRequestsWaitAndNobodyIsKnownToServeThem() {
        PlanFixture workload = aWorkload().between(0, 9).admittedAndWaiting(1, Duration.ofSeconds(1));

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void comparesWithTheReplicasThatRunBeforeTheFirstPlan() {
        // 25 / 12.8 = 1.95, and a step from 3 down to 2 needs less than 3 - 1 - 10 % of 3 = 1.7.
        assertThat(aWorkload().running(3).receiving(25).plan().desired()).isEqualTo(3);
    }

    @Test
    void aPlanFromBeforeALongAbsenceGivesWayToWhatRuns() {
        TelemetryState catchingUp = new TelemetryState.Lagging("not all is read yet", PlanFixture.NOW.minusSeconds(30));
        PlanFixture workload = aWorkload().in(catchingUp).planned(30, Duration.ofDays(2));

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(30));
        assertThat(workload.running(2).plan().answer()).isEqualTo(new Answer.Replicas(2));
        assertThat(workload.planned(30, Duration.ofMinutes(50)).plan().answer()).isEqualTo(new Answer.Replicas(30));
    }

    @Test
    void tellsTheCostPerHour() {
        // 2 replicas of 8 GPUs at 2 $ each.
        assertThat(aWorkload().receiving(25).plan().basis().usdPerHour()).hasValue(32);
    }

    @Test
    void tellsWhereEachObjectiveStands() {
        ReplicaPlan plan =
                aWorkload().promisingE2e(5_000).receiving(25).measuringE2e(6).plan();

        assertThat(plan.basis().standings()).singleElement().satisfies(standing -> {
            assertThat(standing.observedSeconds()).hasValue(6);
            assertThat(standing.violated()).isTrue();
        });
    }

    @Test
    void aPromiseIsBrokenByFailedRequestsThoughTheOthersAreFast() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).receiving(2).measuringE2e(1);

        // 7 of 107 got no answer, and at most 5 % may be late.
        assertThat(workload.failing(7).plan().basis().standings().get(0).violated())
                .isTrue();
        assertThat(workload.failing(4).plan().basis().standings().get(0).violated())
                .isFalse();
    }

    @Test
    void aPromiseIsBrokenByRequestsThatRunBeyondTheLimit() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).receiving(2).measuringE2e(1);

        ReplicaPlan late =
                workload.admittedAndWaiting(10, Duration.ofSeconds(7)).plan();
        ReplicaPlan young =
                workload.admittedAndWaiting(10, Duration.ofSeconds(3)).plan();

        assertThat(late.basis().standings().get(0).violated()).isTrue();
        assertThat(young.basis().standings().get(0).violated()).isFalse();
    }

    @Test
    void saysWhichStepTheHpaSwallowsAndLeavesIt() {
        // 268 / 12.8 = 20.94.
        ReplicaPlan plan =
                aWorkload().receiving(268).plannedBefore(20).running(20).plan();

        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(21));
        assertThat(plan.reasons().get(plan.reasons().size() - 1))
                .isEqualTo(new Reason(
                        ReasonCode.HPA_TOLERANCE,
                        21,
                        "the HPA's tolerance of 10 % ignores the step from 20 to 21; set"
                                + " behavior.scaleUp.tolerance: \"0\""));
    }

    @Test
    void aStepIsSwallowedFromTheReplicasThatThereAreWhateverWasPlanned() {
        PlanFixture workload = aWorkload().receiving(268);

        assertThat(codes(workload.plannedBefore(10).running(20))).contains(ReasonCode.HPA_TOLERANCE);
        assertThat(codes(workload.plannedBefore(20).running(10))).doesNotContain(ReasonCode.HPA_TOLERANCE);
    }

    @Test
    void saysNothingOfToleranceWhereNobodyKnowsHowManyThereAre() {
        assertThat(codes(aWorkload().receiving(268).plannedBefore(20))).doesNotContain(ReasonCode.HPA_TOLERANCE);
    }

    @Test
    void roundsASwallowedStepOutwardWhereItIsAskedToAndNeverBeyondTheLimit() {
        HpaStep outward = new HpaStep(HpaTolerance.DEFAULT, true);
        Planner planner = new Planner(PlanSettings.with(PlanSettings.DARK_GRACE, PlanSettings.IDLE_DELAY, outward));
        PlanFixture swallowed = aWorkload().receiving(268).plannedBefore(20).running(20);

        assertThat(planner.plan(swallowed.input()).answer()).isEqualTo(new Answer.Replicas(23));
        assertThat(planner.plan(swallowed.between(1, 22).input()).answer()).isEqualTo(new Answer.Replicas(21));
    }

    private static List<ReasonCode> codes(PlanFixture workload) {
        return workload.plan().reasons().stream().map(Reason::code).toList();
    }
}
