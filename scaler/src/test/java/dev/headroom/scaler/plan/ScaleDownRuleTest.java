// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Posture;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Twenty replicas were planned, each of which carries 12.8 requests/s within E2E p95 of 5 s, and 5 requests/s come. */
class ScaleDownRuleTest {
    private static final int BEFORE = 20;
    private static final double A_REPLICA = 12.8;

    @Test
    void goesDownWhereEverySignalAgrees() {
        ReplicaPlan plan = quiet().plan();

        assertThat(plan.desired()).isEqualTo(1);
        assertThat(plan.reasons()).extracting(Reason::stage).containsExactly(Stage.NEED);
    }

    @Test
    void holdsWhileNotAllArrivalsAreSeen() {
        PlanFixture inPart = aWorkload().observedInPart().promisingE2e(5_000).receiving(5);

        assertHeld(inPart.plannedBefore(BEFORE), "not all of the time in which arrivals are counted could be observed");
    }

    @Test
    void holdsUntilItHasWatchedForAsLongAsAStartTakes() {
        assertHeld(
                quiet().knownSince(NOW.minusSeconds(119)),
                "the workload has been watched for 119 s only, and a start takes 120 s");
    }

    @Test
    void aProfileThatNobodyHasCheckedTakesNothingAwayForTenMinutes() {
        assertHeld(
                quiet().knownSince(NOW.minusSeconds(599)),
                "nobody has seen yet what these replicas carry, and the workload has been watched for 599 s only");
        assertThat(quiet().knownSince(NOW.minusSeconds(600)).plan().desired()).isEqualTo(1);
    }

    @Test
    void withoutAModelFewerAreTakenToBeSlowerByAsMuchMoreAsEachHolds() {
        PlanFixture ceilingAlone = byCeiling();

        // 5 requests/s of 2 s each are 10 in flight, of which one replica may hold 5: two. Twenty that hold half a one
        // each say
        // little of two that would hold five: √(20 · 2 / 0.9) = 6.7.
        assertThat(ceilingAlone.plan().desired()).isEqualTo(7);
        assertThat(ceilingAlone.ready(5).plan().desired()).isEqualTo(4);
    }

    @Test
    void withoutAModelTheNextStepDownWaitsForWhatTheLastOneShows() {
        Course lowered =
                new Course(Optional.empty(), Optional.of(NOW.minusSeconds(119)), Optional.empty(), 0, Optional.empty());

        assertHeld(
                byCeiling().after(BEFORE, lowered),
                "how long requests take on fewer is not known before the last step down is older than a start takes, 120 s");
    }

    @Test
    void holdsWhileAPromiseIsBroken() {
        assertHeld(quiet().measuringE2e(6), "e2e p95 <= 5s is broken, now 6.000 s");
    }

    @Test
    void holdsWhileServersEndNothing() {
        assertHeld(
                quiet().serversHolding(BEFORE, 9, 0, 0), "the servers hold 9 requests and none has ended for a minute");
    }

    @Test
    void holdsWhileRequestsQueue() {
        assertHeld(quiet().ready(2).serversHolding(2, 60, 200, 100), "200 requests wait at the servers");
    }

    @Test
    void doesNotMindRequestsThatWaitForAMoment() {
        assertThat(quiet().ready(BEFORE)
                        .serversHolding(BEFORE, 60, 20, 100)
                        .plan()
                        .desired())
                .isLessThan(BEFORE);
    }

    @Test
    void crowdedBatchesAloneHoldNothingThatFitsOnFewer() {
        // 70 run on one replica that should hold 64, and nobody waits: two replicas are enough.
        assertThat(quiet().ready(1).serversHolding(1, 70, 0, 100).plan().desired())
                .isLessThan(BEFORE);
    }

    @Test
    void holdsWhileTheLastStepUpIsYoungerThanAStart() {
        assertHeld(nearlyAsMuch().after(BEFORE, raised(119)), "the last step up is younger than a start takes, 120 s");
        assertThat(nearlyAsMuch().after(BEFORE, raised(120)).plan().desired()).isEqualTo(BEFORE - 1);
    }

    @Test
    void givesBackAtOnceWhatWasAskedForByMistake() {
        assertThat(quiet().after(BEFORE, raised(10)).plan().desired()).isEqualTo(1);
    }

    /** One fewer would do. */
    private static PlanFixture nearlyAsMuch() {
        return aWorkload().promisingE2e(5_000).receiving(216.9).plannedBefore(BEFORE);
    }

    @Test
    void maySoonGoDownAgainAfterAStepDown() {
        Course lowered =
                new Course(Optional.empty(), Optional.of(NOW.minusSeconds(5)), Optional.empty(), 0, Optional.empty());

        assertThat(quiet().after(BEFORE, lowered).plan().desired()).isEqualTo(1);
    }

    @Test
    void keepsWhatCarriesTheNewestRateThoughLessIsExpected() {
        PlanFixture workload =
                aWorkload().promisingE2e(5_000).receiving(60).receiving(5).plannedBefore(BEFORE);

        // 60 come now, 5 are expected.
        double kept = workload.plan().desired() * A_REPLICA;
        assertThat(kept * (1 - PlanSettings.SCALE_DOWN_MARGIN)).isGreaterThanOrEqualTo(60);
        assertThat(kept).isLessThan(60 + 2 * A_REPLICA);
    }

    @Property(tries = 1_000)
    void whatIsKeptLiesBetweenWhatIsNeededAndWhatThereWasAndCarriesWhatComesWithRoomToSpare(
            @ForAll @DoubleRange(max = 300) double perSecond,
            @ForAll @DoubleRange(max = 1) double relativeError,
            @ForAll @IntRange(min = 1, max = 40) int before,
            @ForAll Posture posture) {
        ReplicaPlan plan = aWorkload()
                .promisingE2e(5_000)
                .posture(posture)
                .receiving(perSecond, relativeError * perSecond)
                .plannedBefore(before)
                .plan();

        double needed = Math.ceil(plan.basis().plannedRate().orElseThrow() / A_REPLICA * (1 - 1e-9));
        assertThat((double) plan.desired()).isGreaterThanOrEqualTo(Math.min(needed, 40));
        if (plan.desired() < before) {
            assertThat(plan.desired() * A_REPLICA * (1 - PlanSettings.SCALE_DOWN_MARGIN))
                    .isGreaterThanOrEqualTo(perSecond * (1 - 1e-6));
        }
    }

    private static PlanFixture byCeiling() {
        return aWorkload()
                .withoutProfile()
                .receiving(5)
                .measuringE2e(2)
                .atMostInFlight(5)
                .plannedBefore(BEFORE);
    }

    private static PlanFixture quiet() {
        return aWorkload().promisingE2e(5_000).receiving(5).plannedBefore(BEFORE);
    }

    private static void assertHeld(PlanFixture workload, String why) {
        ReplicaPlan plan = workload.plan();

        assertThat(plan.desired()).isEqualTo(BEFORE);
        assertThat(plan.reasons().get(plan.reasons().size() - 1))
                .isEqualTo(new Reason(Stage.SCALE_DOWN, BEFORE, "held at " + BEFORE + ": " + why));
    }

    private static Course raised(int secondsAgo) {
        return new Course(
                Optional.of(NOW.minusSeconds(secondsAgo)), Optional.empty(), Optional.empty(), 0, Optional.empty());
    }
}
