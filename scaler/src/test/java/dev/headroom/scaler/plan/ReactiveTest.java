// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Reason.Stage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing is known of what a replica carries; a start takes two minutes, and E2E p95 of 5 s is promised. */
class ReactiveTest {
    private static final double BROKEN = 6;
    private static final double KEPT = 4;
    private static final double EASILY_KEPT = 2;

    @Test
    void addsAQuarterWhileAPromiseIsBroken() {
        assertThat(reacted(measuring(BROKEN).plannedBefore(8))).isEqualTo(10);
        assertThat(reacted(measuring(BROKEN).plannedBefore(9))).isEqualTo(12);
        assertThat(reacted(measuring(BROKEN).plannedBefore(1))).isEqualTo(2);
    }

    @Test
    void addsAQuarterWhereMoreRequestsWaitThanThereAreReplicas() {
        assertThat(reacted(measuring(KEPT).plannedBefore(8).serversHolding(8, 50, 9, 100)))
                .isEqualTo(10);
        assertThat(reacted(measuring(KEPT).plannedBefore(8).serversHolding(8, 50, 8, 100)))
                .isEqualTo(8);
    }

    @Test
    void doublesWhereRequestsWaitAndNoneHasEndedYet() {
        assertThat(reacted(atFirst().serversHolding(3, 150, 10, 0))).isEqualTo(6);
        assertThat(reacted(atFirst().serversHolding(3, 150, 0, 0))).isEqualTo(3);
    }

    @Test
    void doublesWhereCachesFillAndNoneHasEndedYet() {
        PlanFixture filling = atFirst().serversHolding(3, 150, 0, 0);

        assertThat(reacted(filling.usingCache(0.65))).isEqualTo(3);
        assertThat(reacted(filling.usingCache(0.75))).isEqualTo(6);
        assertThat(filling.plan().because()).contains("a cache is 75 % full and no request has ended yet, raised to 6");
    }

    /** Once they end, how full a cache may be is a matter of what is promised. */
    @Test
    void aFullCacheAloneIsNoReasonLater() {
        PlanFixture busy = measuring(KEPT).plannedBefore(3).serversHolding(3, 150, 0, 100);

        assertThat(reacted(busy.usingCache(0.95))).isEqualTo(3);
    }

    @Test
    void addsOnlyOncePerLeadTime() {
        assertThat(reacted(measuring(BROKEN).after(8, raised(119)))).isEqualTo(8);
        assertThat(reacted(measuring(BROKEN).after(8, raised(120)))).isEqualTo(10);
        assertThat(reacted(measuring(BROKEN).after(8, lowered(5)))).isEqualTo(10);
    }

    @Test
    void takesOneAwayWhereEverythingIsKeptTwiceOver() {
        assertThat(reacted(measuring(EASILY_KEPT).plannedBefore(8))).isEqualTo(7);
        assertThat(reacted(measuring(EASILY_KEPT).plannedBefore(1))).isEqualTo(1);
    }

    @Test
    void takesOneAwayOnlyOncePerLeadTimeAndNotWhatHasJustCome() {
        assertThat(reacted(measuring(EASILY_KEPT).after(8, lowered(119)))).isEqualTo(8);
        assertThat(reacted(measuring(EASILY_KEPT).after(8, lowered(120)))).isEqualTo(7);
        assertThat(reacted(measuring(EASILY_KEPT).after(8, raised(119)))).isEqualTo(8);
    }

    @Test
    void takesNothingAwayWhereNotEveryObjectiveIsKeptTwiceOver() {
        assertThat(reacted(measuring(EASILY_KEPT).promisingE2e(3_900).plannedBefore(8)))
                .isEqualTo(8);
    }

    @Test
    void takesNothingAwayWhileAnythingWaits() {
        assertThat(reacted(measuring(EASILY_KEPT).plannedBefore(8).serversHolding(8, 50, 1, 100)))
                .isEqualTo(8);
    }

    @Test
    void takesNothingAwayWhereNotAllArrivalsWereSeen() {
        PlanFixture inPart = aWorkload()
                .observedInPart()
                .withoutProfile()
                .promisingE2e(5_000)
                .measuringE2e(EASILY_KEPT);

        assertThat(reacted(inPart.receiving(20).plannedBefore(8))).isEqualTo(8);
    }

    @Test
    void takesNothingAwayWhereNothingIsPromised() {
        PlanFixture unpromised = aWorkload().withoutProfile().atMostInFlight(32).receiving(20);

        assertThat(reacted(unpromised.plannedBefore(8))).isEqualTo(8);
    }

    @Test
    void holdsElse() {
        ReplicaPlan plan = measuring(KEPT).plannedBefore(8).plan();

        assertThat(plan.desired()).isEqualTo(8);
        assertThat(plan.because()).endsWith(": held at 8");
    }

    private static int reacted(PlanFixture workload) {
        ReplicaPlan plan = workload.plan();
        assertThat(plan.reasons()).extracting(Reason::stage).contains(Stage.REACTIVE);
        return plan.desired();
    }

    private static PlanFixture atFirst() {
        return aWorkload()
                .withoutProfile()
                .promisingE2e(5_000)
                .receiving(20)
                .servingIn(Duration.ofMinutes(2))
                .whileNoneHasEnded()
                .plannedBefore(3);
    }

    private static PlanFixture measuring(double endToEnd) {
        return aWorkload()
                .withoutProfile()
                .promisingE2e(5_000)
                .receiving(20)
                .measuringE2e(endToEnd)
                .servingIn(Duration.ofMinutes(2));
    }

    private static Course raised(int secondsAgo) {
        return new Course(
                Optional.of(NOW.minusSeconds(secondsAgo)), Optional.empty(), Optional.empty(), 0, Optional.empty());
    }

    private static Course lowered(int secondsAgo) {
        return new Course(
                Optional.empty(), Optional.of(NOW.minusSeconds(secondsAgo)), Optional.empty(), 0, Optional.empty());
    }
}
