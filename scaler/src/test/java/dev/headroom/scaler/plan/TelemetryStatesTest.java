// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The table of telemetry states, row by row. */
class TelemetryStatesTest {
    @Test
    void idleMayFallToTheMinimumOrToZero() {
        TelemetryState idle = new TelemetryState.Idle("nothing runs or waits", NOW.minusSeconds(61));

        assertThat(aWorkload().in(idle).plannedBefore(5).between(2, 9).plan().answer())
                .isEqualTo(new Answer.Replicas(2));
        assertThat(aWorkload().in(idle).plannedBefore(5).between(0, 9).plan().answer())
                .isEqualTo(new Answer.Replicas(0));
    }

    @Test
    void idleHoldsWhatWasNeededLatelyWhereSomeReplicaStaysAnyway() {
        TelemetryState idle = new TelemetryState.Idle("nothing runs or waits", NOW.minusSeconds(61));
        PlanFixture workload = aWorkload().in(idle).plannedBefore(5).needed(3.4, Duration.ofMinutes(5));

        assertThat(workload.between(2, 9).plan().answer()).isEqualTo(new Answer.Replicas(4));
        assertThat(workload.between(0, 9).plan().answer()).isEqualTo(new Answer.Replicas(0));
    }

    @Test
    void idleForAMomentTakesNothingAwayAndGivesWhatDemandNeeds() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Idle("nothing runs or waits", NOW.minusSeconds(60)))
                .between(0, 9)
                .promisingE2e(5_000)
                .receiving(25);

        assertThat(workload.plannedBefore(5).plan().desired()).isEqualTo(5);
        assertThat(workload.plannedBefore(1).plan().desired()).isEqualTo(2);
    }

    @Test
    void aRateOfAnotherTimeOfDayRaisesNothing() {
        TelemetryState dark = new TelemetryState.Dark("the broker does not answer", NOW.minusSeconds(30));

        assertThat(aWorkload().in(dark).plannedBefore(2).receiving(100).plan().desired())
                .isEqualTo(8);
        assertThat(aWorkload()
                        .in(dark)
                        .plannedBefore(2)
                        .observedUntil(Duration.ofMinutes(20))
                        .receiving(100)
                        .plan()
                        .desired())
                .isEqualTo(2);
    }

    @Test
    void idleAtNoneStaysThereFromTheFirstMomentOn() {
        TelemetryState idle = new TelemetryState.Idle("no replica is wanted", NOW);

        assertThat(aWorkload().in(idle).between(0, 9).running(0).plan().answer())
                .isEqualTo(new Answer.Replicas(0));
    }

    @Test
    void unobservableHoldsWhileARequestMayStillRun() {
        // 2 · 50 s + 30 s = 130 s.
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Unobservable("no events", NOW.minusSeconds(130)))
                .measuringE2e(50)
                .plannedBefore(5);

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(5));
    }

    @Test
    void unobservableHoldsForTwoMinutesHoweverFastRequestsWere() {
        PlanFixture workload = aWorkload().measuringE2e(1).plannedBefore(5);

        assertThat(workload.in(new TelemetryState.Unobservable("no events", NOW.minusSeconds(120)))
                        .plan()
                        .desired())
                .isEqualTo(5);
        assertThat(workload.in(new TelemetryState.Unobservable("no events", NOW.minusSeconds(121)))
                        .plan()
                        .desired())
                .isEqualTo(1);
    }

    @Test
    void unobservableThenFallsToTheMinimumButNeverToZero() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Unobservable("no events", NOW.minusSeconds(131)))
                .measuringE2e(50)
                .plannedBefore(5);

        assertThat(workload.between(2, 9).plan().answer()).isEqualTo(new Answer.Replicas(2));
        assertThat(workload.between(0, 9).plan().answer()).isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void unobservableStaysAtZeroOnceThere() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Unobservable("no events", NOW.minusSeconds(9_000)))
                .between(0, 9)
                .plannedBefore(0);

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(0));
    }

    @Test
    void laggingGoesUpButNotDown() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Lagging("300 records wait", NOW.minusSeconds(400)))
                .promisingE2e(5_000)
                .plannedBefore(3);

        assertThat(workload.receiving(1).plan().answer()).isEqualTo(new Answer.Replicas(3));
        assertThat(workload.receiving(60).plan().answer()).isEqualTo(new Answer.Replicas(5));
    }

    @Test
    void darkWithinTheGracePeriodGoesUpButNotDown() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Dark("the broker does not answer", NOW.minusSeconds(120)))
                .promisingE2e(5_000)
                .plannedBefore(3);

        assertThat(workload.receiving(1).plan().answer()).isEqualTo(new Answer.Replicas(3));
        assertThat(workload.receiving(60).plan().answer()).isEqualTo(new Answer.Replicas(5));
    }

    @Test
    void darkBeyondTheGracePeriodHoldsOrFallsBackAsThePolicySays() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Dark("the broker does not answer", NOW.minusSeconds(121)))
                .plannedBefore(3);

        assertThat(workload.plan().answer())
                .isEqualTo(
                        new Answer.Unavailable("workload 'llm/chat': telemetry has been dark for 121 s (the broker does"
                                + " not answer); whenDark: fallback applies"));
        assertThat(workload.plan().desired()).isEqualTo(3);
        assertThat(workload.holdingWhenDark().plan().answer()).isEqualTo(new Answer.Replicas(3));
    }

    @Test
    void newKeepsTheCurrentReplicasElseTheMinimum() {
        TelemetryState neverSeen = new TelemetryState.New("no event so far", NOW.minusSeconds(10));

        assertThat(aWorkload().in(neverSeen).running(4).plan().answer()).isEqualTo(new Answer.Replicas(4));
        assertThat(aWorkload().in(neverSeen).between(2, 9).plan().answer()).isEqualTo(new Answer.Replicas(2));
        assertThat(aWorkload().in(neverSeen).running(0).between(0, 9).plan().answer())
                .isEqualTo(new Answer.Replicas(0));
    }

    @Test
    void aWorkloadIsNewSinceItsPolicyCameHoweverLongTheServiceHasRun() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.New("no event yet", NOW.minusSeconds(9_000)))
                .knownSince(NOW.minusSeconds(30));

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void aStartingFleetThatHasJustGotItsPolicyIsNotLowered() {
        ReplicaPlan plan = aWorkload()
                .in(new TelemetryState.Unobservable("no replica is Ready yet", NOW.minusSeconds(9_000)))
                .knownSince(NOW.minusSeconds(5))
                .running(8)
                .plan();

        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(8));
        assertThat(plan.because()).startsWith("telemetry has been unobservable for 5 s (");
    }

    @Test
    void anIdleFleetThatHasJustGotItsPolicyIsNotLowered() {
        ReplicaPlan plan = aWorkload()
                .between(0, 9)
                .in(new TelemetryState.Idle("no event yet", NOW.minusSeconds(9_000)))
                .knownSince(NOW.minusSeconds(5))
                .running(8)
                .plan();

        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(8));
    }

    @Test
    void newForLongerThanTheGracePeriodIsAsDark() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.New("no event so far", NOW.minusSeconds(121)))
                .running(4);

        assertThat(workload.plan().answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(workload.holdingWhenDark().plan().answer()).isEqualTo(new Answer.Replicas(4));
    }

    @Test
    void withNothingToHoldNoNumberIsMadeUpNotEvenByTheNextPlan() {
        PlanFixture restarted = aWorkload().in(new TelemetryState.Lagging("records wait", NOW.minusSeconds(20)));

        ReplicaPlan first = restarted.plan();
        ReplicaPlan second = restarted.after(first).plan();

        assertThat(first.answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(first.grounded()).isFalse();
        assertThat(second.answer()).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void aRateOfWhichPartCouldNotBeObservedTakesNothingAway() {
        PlanFixture workload =
                aWorkload().promisingE2e(5_000).plannedBefore(9).receiving(1).observedInPart();

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(9));
    }

    @Test
    void freshEventsWithoutAShapeWakeAWorkloadThatIsAtZero() {
        PlanFixture workload = aWorkload().between(0, 9).plannedBefore(0);

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(1));
    }

    @Test
    void newWithoutKnowledgeOfReplicasNeverMakesUpNone() {
        PlanFixture workload = aWorkload()
                .between(0, 9)
                .in(new TelemetryState.New("no event yet", NOW.minusSeconds(5)))
                .knownSince(NOW.minusSeconds(5));

        assertThat(workload.plan().answer()).isEqualTo(new Answer.Replicas(1));
        assertThat(workload.plan().grounded()).isFalse();
    }

    @Test
    void saysWhyTheNumberWasHeld() {
        ReplicaPlan plan = aWorkload()
                .in(new TelemetryState.Lagging("300 records wait", NOW.minusSeconds(9)))
                .plannedBefore(3)
                .plan();

        assertThat(plan.because())
                .isEqualTo("telemetry has been lagging for 9 s (300 records wait): not lowered from 3");
    }
}
