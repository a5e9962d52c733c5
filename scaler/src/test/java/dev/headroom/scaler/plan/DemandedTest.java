// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Posture;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A replica carries 12.8 requests/s within E2E p95 of 5 s; a start takes two minutes. */
class DemandedTest {
    private static final double NEEDS_THREE = 34;

    @Test
    void asksForAnotherInPlaceOfOneThatIsStuckInItsStart() {
        ReplicaPlan plan =
                demanding(NEEDS_THREE).plannedBefore(3).ready(2).starting(0, 0).plan();

        assertThat(plan.desired()).isEqualTo(4);
        assertThat(plan.reasons())
                .contains(new Reason(Stage.SUPPLY, 4, "replica chat-0 is stuck in its start: one more in its place"));
    }

    @Test
    void replacesNoneThatIsOnlyLate() {
        ReplicaPlan plan = demanding(NEEDS_THREE)
                .plannedBefore(3)
                .ready(2)
                .starting(30, 0.5)
                .plan();

        assertThat(plan.desired()).isEqualTo(3);
    }

    @Test
    void replacesOneAtATime() {
        ReplicaPlan plan = demanding(NEEDS_THREE)
                .plannedBefore(3)
                .ready(1)
                .starting(0, 0)
                .starting(0, 0)
                .plan();

        assertThat(plan.desired()).isEqualTo(4);
    }

    @Test
    void replacesNoneThatIsNotNeeded() {
        ReplicaPlan plan =
                demanding(20).plannedBefore(3).ready(2).starting(0, 0).plan();

        assertThat(plan.desired()).isEqualTo(2);
    }

    @Test
    void keepsTheReplacementThoughItsStartTakesLongerThanUsual() {
        Course raisedLongAgo =
                new Course(Optional.of(NOW.minusSeconds(600)), Optional.empty(), Optional.empty(), 0, Optional.empty());

        ReplicaPlan plan = demanding(NEEDS_THREE)
                .after(4, raisedLongAgo)
                .ready(2)
                .starting(0, 0)
                .starting(30, 1)
                .plan();

        assertThat(plan.desired()).isEqualTo(4);
    }

    @Test
    void letsTheStuckOneGoOnceEnoughServe() {
        Course raisedLongAgo =
                new Course(Optional.of(NOW.minusSeconds(600)), Optional.empty(), Optional.empty(), 0, Optional.empty());

        ReplicaPlan plan = demanding(NEEDS_THREE)
                .after(4, raisedLongAgo)
                .ready(3)
                .starting(0, 0)
                .plan();

        assertThat(plan.desired()).isEqualTo(3);
    }

    /** Of 600 that wait, two replicas serve 64 within half of 5 s. */
    @Test
    void asksForMoreThanArrivalsNeedWhereAQueueStands() {
        PlanFixture workload = demanding(25).plannedBefore(2).ready(2);

        ReplicaPlan queueing = workload.serversHolding(2, 128, 600, 1_500).plan();

        assertThat(workload.serversHolding(2, 100, 0, 1_500).plan().desired()).isEqualTo(2);
        assertThat(queueing.desired()).isGreaterThan(2);
        assertThat(queueing.reasons()).extracting(Reason::stage).containsExactly(Stage.NEED, Stage.CATCH_UP);
        assertThat(queueing.because()).contains("536 requests queue now", "in 120 s", "clear them");
    }

    /** Two serve 25 requests/s; what was asked for will have cleared the queue by the horizon, and then nobody would. */
    @Test
    void keepsWhatClearsAQueueUntilItIsCleared() {
        PlanFixture workload = demanding(25).plannedBefore(2).ready(2).serversHolding(2, 128, 900, 1_500);
        int asked = workload.plan().desired();
        PlanFixture starting = workload.plannedBefore(asked);
        for (int i = 2; i < asked; i++) {
            starting.starting(30, 1);
        }

        ReplicaPlan underWay = starting.plan();
        ReplicaPlan cleared = starting.serversHolding(2, 100, 0, 1_500).plan();

        assertThat(asked).isGreaterThan(3);
        assertThat(underWay.desired()).isEqualTo(asked);
        assertThat(underWay.because()).contains("before they are served: " + asked + " are needed until then");
        assertThat(cleared.because()).doesNotContain("needed until then");
    }

    /** No request waits yet. */
    @Test
    void seesAQueueComingBeforeItStands() {
        ReplicaPlan plan = demanding(60)
                .plannedBefore(2)
                .ready(2)
                .serversHolding(2, 100, 0, 600)
                .plan();

        assertThat(plan.because()).contains("0 requests queue now").contains("will in 120 s");
    }

    @Test
    void doesNotAskAgainForWhatIsAlreadyOnItsWay() {
        PlanFixture workload = demanding(25).plannedBefore(2).ready(2).serversHolding(2, 128, 300, 1_500);
        int asked = workload.plan().desired();

        PlanFixture starting = workload.plannedBefore(asked);
        for (int i = 2; i < asked; i++) {
            starting.starting(1, 1);
        }

        assertThat(asked).isGreaterThan(2);
        assertThat(starting.plan().desired()).isLessThanOrEqualTo(asked);
    }

    @Test
    void raisesAgainstTheModelWhereAPromiseIsBrokenAndRequestsQueue() {
        ReplicaPlan plan = broken(4).plannedBefore(4).plan();

        assertThat(plan.desired()).isEqualTo(5);
        assertThat(plan.because())
                .contains("e2e p95 <= 5s is broken, now 6.000 s and")
                .contains("raised to 5");
        // A tenth.
        assertThat(broken(30).plannedBefore(30).plan().desired()).isEqualTo(33);
    }

    @Test
    void raisesAgainstTheModelOnlyOnceUntilThatHasShown() {
        assertThat(broken(4).after(4, raised(239)).plan().desired()).isEqualTo(4);
        assertThat(broken(4).after(4, raised(240)).plan().desired()).isEqualTo(5);
    }

    @Test
    void aBrokenPromiseAloneIsNoReasonToDistrustTheModel() {
        PlanFixture workload = demanding(20).measuringE2e(6).ready(4).plannedBefore(4);

        assertThat(workload.serversHolding(4, 100, 0, 1_200).plan().desired()).isEqualTo(4);
    }

    /** So many serve, and more wait than the promise leaves time for, which will have been served at the horizon. */
    private static PlanFixture broken(int ready) {
        int waiting = 32 * ready + 8;
        return demanding(20).measuringE2e(6).ready(ready).serversHolding(ready, 64L * ready, waiting, 1_200);
    }

    private static PlanFixture demanding(double perSecond) {
        return aWorkload()
                .promisingE2e(5_000)
                .posture(Posture.BALANCED)
                .receiving(perSecond)
                .servingIn(Duration.ofMinutes(2));
    }

    private static Course raised(int secondsAgo) {
        return new Course(
                Optional.of(NOW.minusSeconds(secondsAgo)), Optional.empty(), Optional.empty(), 0, Optional.empty());
    }
}
