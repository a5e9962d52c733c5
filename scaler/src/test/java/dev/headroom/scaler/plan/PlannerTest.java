// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
    /** Requests per second within E2E p95 of 5 s. */
    private static final double A_REPLICA = 12.8;

    @Test
    void roundsUpWhatDemandNeeds() {
        ReplicaPlan plan = aWorkload().receiving(25).promisingE2e(5_000).plan();

        // 25 / 12.8 = 1.95.
        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(2));
        assertThat(plan.because())
                .isEqualTo("demand of 25.00 requests/s at 12.80 requests/s per replica needs 1.95, rounded up 2"
                        + " (e2e p95 <= 5s)");
        assertThat(plan.basis().binding()).contains("e2e");
        assertThat(plan.basis().capacityMode()).isEqualTo("table");
    }

    @Test
    void startsNoReplicaForRoundingNoise() {
        ReplicaPlan plan =
                aWorkload().receiving(25.6 + 1e-12).promisingE2e(5_000).plan();

        assertThat(plan.desired()).isEqualTo(2);
    }

    @Test
    void takesTheLargestNeedOverAllObjectives() {
        ReplicaPlan plan =
                aWorkload().receiving(8).promisingE2e(5_000).promisingE2e(2_500).plan();

        // Within 2.5 s a replica carries 0.4: 8 / 0.4 = 20.
        assertThat(plan.desired()).isEqualTo(20);
    }

    @Test
    void namesAnInfeasibleObjectiveAndDoesNotCountIt() {
        ReplicaPlan plan = aWorkload()
                .receiving(25)
                .promisingE2e(5_000)
                .promisingE2e(2_000)
                .plan();

        assertThat(plan.desired()).isEqualTo(2);
        assertThat(plan.reasons()).extracting(Reason::stage).containsExactly(Stage.NEED, Stage.INFEASIBLE);
        assertThat(plan.because()).contains("the best possible is 2500ms").endsWith("it is not counted");
    }

    @Test
    void neverRunsAReplicaBeyondSaturationEvenWhereNoObjectiveCanBeMet() {
        ReplicaPlan plan = aWorkload().receiving(25.7).promisingE2e(2_000).plan();

        // 25.7 / 12.8 = 2.008.
        assertThat(plan.desired()).isEqualTo(3);
        assertThat(plan.basis().binding()).contains("saturation");
    }

    @Test
    void saysWhichObjectivesTheProfileCannotJudge() {
        ReplicaPlan plan = aWorkload()
                .receiving(25)
                .promising(new Objective(Signal.TTFT, 95, Duration.ofMillis(800)))
                .plan();

        assertThat(plan.because()).contains("ttft p95 <= 800ms is not counted: the profile says nothing about ttft");
    }

    @Test
    void keepsRequestsInFlightUnderTheCeiling() {
        ReplicaPlan plan =
                aWorkload().receiving(25).promisingE2e(5_000).atMostInFlight(32).plan();

        // 32 in flight take 3.730 s each: 8.579 requests/s, 25 / 8.579 = 2.9.
        assertThat(plan.desired()).isEqualTo(3);
        assertThat(plan.basis().binding()).contains("concurrency");
        assertThat(plan.reasons()).extracting(Reason::stage).containsExactly(Stage.NEED, Stage.CEILING);
    }

    @Test
    void plansByMeasuredLatencyWhereOnlyACeilingIsKnown() {
        ReplicaPlan plan = aWorkload()
                .withoutProfile()
                .receiving(20)
                .measuringE2e(4)
                .atMostInFlight(32)
                .plan();

        // 20 requests/s for 4 s are 80 in flight; 80 / 32 = 2.5.
        assertThat(plan.desired()).isEqualTo(3);
        assertThat(plan.basis().capacityMode()).isEqualTo("concurrency");
    }

    @Test
    void holdsAndSaysSoWhereNothingIsKnownOfAReplica() {
        ReplicaPlan plan = aWorkload()
                .withoutProfile()
                .receiving(20)
                .promisingE2e(5_000)
                .running(4)
                .plan();

        assertThat(plan.desired()).isEqualTo(4);
        assertThat(plan.because())
                .isEqualTo("nothing is known of what a replica carries: the policy names no serving profile and the"
                        + " policy sets no concurrency.perReplica: held at 4");
    }

    @Test
    void coversMoreOfUncertainDemandTheSaferThePosture() {
        PlanFixture uncertain = aWorkload().receiving(25, 10).promisingE2e(5_000);

        double lean = covered(uncertain.posture(Posture.LEAN));
        double balanced = covered(uncertain.posture(Posture.BALANCED));
        double safe = covered(uncertain.posture(Posture.SAFE));

        assertThat(lean).isGreaterThanOrEqualTo(25);
        assertThat(balanced).isGreaterThan(lean);
        assertThat(safe).isGreaterThan(balanced);
        // Three standard errors.
        assertThat(safe).isLessThan(55);
        assertThat(uncertain.posture(Posture.SAFE).plan().desired())
                .isEqualTo((int) Math.ceil(safe / A_REPLICA))
                .isGreaterThan(uncertain.posture(Posture.LEAN).plan().desired());
    }

    @Test
    void goesUpAtOnce() {
        assertThat(aWorkload()
                        .receiving(250)
                        .promisingE2e(5_000)
                        .plannedBefore(2)
                        .plan()
                        .desired())
                .isEqualTo(20);
    }

    @Test
    void goesDownOnlyAsFarAsLeavesAMargin() {
        double two = 2 * A_REPLICA * (1 - PlanSettings.SCALE_DOWN_MARGIN);

        ReplicaPlan more = aWorkload()
                .promisingE2e(5_000)
                .plannedBefore(5)
                .receiving(two + 0.1)
                .plan();
        ReplicaPlan less = aWorkload()
                .promisingE2e(5_000)
                .plannedBefore(5)
                .receiving(two - 0.1)
                .plan();

        assertThat(more.desired()).isEqualTo(3);
        assertThat(less.desired()).isEqualTo(2);
    }

    @Test
    void staysWhereOneFewerWouldLeaveNoMargin() {
        ReplicaPlan plan =
                aWorkload().promisingE2e(5_000).plannedBefore(3).receiving(25.5).plan();

        assertThat(plan.desired()).isEqualTo(3);
        assertThat(plan.because())
                .contains("rounded up 2")
                .contains("held at 3: fewer could not carry the 25.50 requests/s that may come")
                .endsWith(Math.round(100 * PlanSettings.SCALE_DOWN_MARGIN) + " % of a replica free");
    }

    @Test
    void doesNotGoDownWhileAPromiseIsBroken() {
        ReplicaPlan plan = aWorkload()
                .promisingE2e(5_000)
                .plannedBefore(5)
                .receiving(5)
                .measuringE2e(6)
                .plan();

        assertThat(plan.desired()).isEqualTo(5);
        assertThat(plan.because()).endsWith("held at 5: e2e p95 <= 5s is broken, now 6.000 s");
    }

    @Test
    void failedRequestsBreakThePromiseThoughTheOthersAreFast() {
        // 7 of 107 got no answer, and at most 5 % may be late.
        PlanFixture workload =
                aWorkload().promisingE2e(5_000).receiving(2).measuringE2e(1).plannedBefore(5);

        ReplicaPlan plan = workload.failing(7).plan();

        assertThat(plan.desired()).isEqualTo(5);
        assertThat(plan.because()).contains("e2e p95 <= 5s is broken, 7 requests got no answer within it");
        assertThat(workload.failing(4).plan().desired()).isEqualTo(1);
    }

    @Test
    void requestsThatRunBeyondTheLimitBreakThePromise() {
        PlanFixture workload =
                aWorkload().promisingE2e(5_000).receiving(2).measuringE2e(1).plannedBefore(5);

        assertThat(workload.admittedAndWaiting(10, Duration.ofSeconds(7)).plan().desired())
                .isEqualTo(5);
        assertThat(workload.admittedAndWaiting(10, Duration.ofSeconds(3)).plan().desired())
                .isEqualTo(1);
    }

    @Test
    void doesNotGoDownWhileServersHoldRequestsAndEndNone() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).receiving(2).plannedBefore(5);

        assertThat(workload.serversHolding(9, 0).plan().because())
                .contains("held at 5: the servers hold 9 requests and none has ended for a minute");
        assertThat(workload.serversHolding(9, 1).plan().desired()).isEqualTo(1);
    }

    @Test
    void goesDownOnlyAsFarAsRequestsInHandFit() {
        // 64 in flight keep the promise: 150 need three.
        ReplicaPlan plan = aWorkload()
                .promisingE2e(5_000)
                .receiving(2)
                .plannedBefore(5)
                .serversHolding(5, 150, 0, 100)
                .plan();

        assertThat(plan.desired()).isEqualTo(3);
        assertThat(plan.because()).contains("down only to 3: fewer would have to hold the 150 requests");
    }

    @Test
    void makesNoNumberUpWhereNothingIsKnown() {
        PlanFixture workload = aWorkload().withoutProfile().receiving(5);

        assertThat(workload.plan().answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(workload.plan().grounded()).isFalse();
        assertThat(workload.running(4).plan().answer()).isEqualTo(new Answer.Replicas(4));
    }

    @Test
    void takesServersThatAreScrapedForReplicasThatRun() {
        PlanFixture workload = aWorkload().withoutProfile().receiving(5).serversHolding(0, 0);

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void wakesWhereRequestsWaitAndNobodyIsKnownToServeThem() {
        PlanFixture workload = aWorkload().between(0, 9).admittedAndWaiting(1, Duration.ofSeconds(1));

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void goesDownThoughAnInfeasiblePromiseIsBroken() {
        ReplicaPlan plan = aWorkload()
                .promisingE2e(2_000)
                .plannedBefore(5)
                .receiving(5)
                .measuringE2e(3)
                .plan();

        assertThat(plan.desired()).isEqualTo(1);
    }

    @Test
    void comparesWithTheReplicasThatRunBeforeTheFirstPlan() {
        ReplicaPlan plan =
                aWorkload().promisingE2e(5_000).running(3).receiving(25).plan();

        assertThat(plan.desired()).isEqualTo(3);
    }

    @Test
    void aPlanFromBeforeALongAbsenceGivesWayToWhatRuns() {
        TelemetryState catchingUp = new TelemetryState.Lagging("not all is read yet", PlanFixture.NOW.minusSeconds(30));
        PlanFixture workload = aWorkload().promisingE2e(5_000).in(catchingUp).planned(30, Duration.ofDays(2));

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(30));
        assertThat(workload.running(2).plan().answer()).isEqualTo(new Answer.Replicas(2));
        assertThat(workload.planned(30, Duration.ofMinutes(50)).plan().answer()).isEqualTo(new Answer.Replicas(30));
    }

    @Test
    void staysWithinTheLimitsAndSaysSo() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).between(2, 4);

        assertThat(workload.receiving(250).plan().because())
                .endsWith("rounded up 20 (e2e p95 <= 5s) -> held at replicas.max 4");
        assertThat(workload.receiving(1).plan().because()).endsWith("raised to replicas.min 2");
    }

    @Test
    void keepsAReplicaWhileTelemetryIsFreshEvenWithMinimumZero() {
        assertThat(aWorkload()
                        .promisingE2e(5_000)
                        .between(0, 4)
                        .receiving(0)
                        .plan()
                        .answer())
                .isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void answersTheCurrentReplicasWhenItOnlyAdvises() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).receiving(25).advising();

        assertThat(workload.running(7).plan().answer()).isEqualTo(new Answer.Replicas(7));
        assertThat(workload.running(1).plan().desired()).isEqualTo(2);
    }

    @Test
    void saysThatItCannotAdviseWithoutKnowingTheCurrentReplicas() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).receiving(25).advising();

        assertThat(workload.plan().answer())
                .isEqualTo(new Answer.Unavailable(
                        "SLO policy 'llm/chat' only advises (mode: advise) and the current replicas are not known"));
        assertThat(workload.seen(3).plan().answer()).isEqualTo(new Answer.Replicas(3));
    }

    @Test
    void tellsTheCostPerHour() {
        // 2 replicas of 8 GPUs at 2 $ each.
        assertThat(aWorkload().receiving(25).promisingE2e(5_000).plan().basis().usdPerHour())
                .hasValue(32);
    }

    @Test
    void saysWhichStepTheHpaSwallowsAndLeavesIt() {
        // 268 / 12.8 = 20.94.
        ReplicaPlan plan = aWorkload()
                .receiving(268)
                .promisingE2e(5_000)
                .plannedBefore(20)
                .running(20)
                .plan();

        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(21));
        assertThat(plan.reasons().get(plan.reasons().size() - 1))
                .isEqualTo(new Reason(
                        Stage.TOLERANCE,
                        21,
                        "the HPA's tolerance of 10 % swallows the step from 20 to 21; set"
                                + " behavior.scaleUp.tolerance: \"0\""));
    }

    @Test
    void aStepIsSwallowedFromTheReplicasThatThereAreWhateverWasPlanned() {
        PlanFixture workload = aWorkload().receiving(268).promisingE2e(5_000);

        assertThat(stages(workload.plannedBefore(10).running(20))).contains(Stage.TOLERANCE);
        assertThat(stages(workload.plannedBefore(20).running(10))).doesNotContain(Stage.TOLERANCE);
    }

    @Test
    void saysNothingOfToleranceWhereNobodyKnowsHowManyThereAre() {
        PlanFixture workload = aWorkload().receiving(268).promisingE2e(5_000).plannedBefore(20);

        assertThat(stages(workload)).doesNotContain(Stage.TOLERANCE);
    }

    @Test
    void roundsASwallowedStepOutwardWhereItIsAskedToAndNeverBeyondTheLimit() {
        HpaStep outward = new HpaStep(HpaTolerance.DEFAULT, true);
        Planner planner = new Planner(PlanSettings.with(PlanSettings.DARK_GRACE, PlanSettings.IDLE_DELAY, outward));
        PlanFixture swallowed =
                aWorkload().receiving(268).promisingE2e(5_000).plannedBefore(20).running(20);

        assertThat(planner.plan(swallowed.input()).answer()).isEqualTo(new Answer.Replicas(23));
        assertThat(planner.plan(swallowed.between(1, 22).input()).answer()).isEqualTo(new Answer.Replicas(21));
    }

    private static List<Stage> stages(PlanFixture workload) {
        return workload.plan().reasons().stream().map(Reason::stage).toList();
    }

    private static double covered(PlanFixture workload) {
        return workload.plan().basis().plannedRate().orElseThrow();
    }
}
