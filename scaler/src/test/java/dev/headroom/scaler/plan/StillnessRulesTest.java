// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A replica may be booked with 12.8 requests/s; the time is 08:00, and a lead time 2 min. */
class StillnessRulesTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void holdsTheLargestNeedOfTheHoldAndSaysUntilWhen() {
        ReplicaPlan plan = aWorkload()
                .receiving(25)
                .plannedBefore(11)
                .needed(10.2, TEN_MINUTES)
                .plan();

        assertThat(plan.desired()).isEqualTo(11);
        assertThat(plan.reasons())
                .contains(new Reason(ReasonCode.HOLD, 11, "held at 11 until 08:05: 11 were needed at 07:50"));
        assertThat(plan.basis().needed()).as("not held").hasValue(25 / 12.8);
    }

    @Test
    void holdsForTwoLeadTimesWhereThatIsLonger() {
        PlanFixture workload = aWorkload()
                .servingIn(Duration.ofMinutes(20))
                .receiving(25)
                .plannedBefore(11)
                .needed(10.2, TEN_MINUTES);

        assertThat(workload.plan().because()).contains("held at 11 until 08:30");
    }

    @Test
    void anOlderSmallerNeedHoldsNothing() {
        ReplicaPlan plan = aWorkload()
                .receiving(25)
                .plannedBefore(2)
                .needed(1.5, TEN_MINUTES)
                .plan();

        assertThat(plan.reasons()).extracting(Reason::code).doesNotContain(ReasonCode.HOLD);
    }

    @Test
    void makesNoStepDownThatWouldSoonBeTakenBack() {
        // From 5 down to 4 needs less than 5 - 1 - 10 % of 5 = 3.5.
        PlanFixture workload = aWorkload().plannedBefore(5);

        assertThat(workload.receiving(3.52 * 12.8).plan().desired()).isEqualTo(5);
        assertThat(workload.plan().because()).endsWith("held at 5: 3.5 are needed, too close to 4");
        assertThat(workload.receiving(3.48 * 12.8).plan().desired()).isEqualTo(4);
    }

    @Test
    void goesDownOnceNothingHolds() {
        assertThat(aWorkload().plannedBefore(5).receiving(5).plan().desired()).isEqualTo(1);
    }

    @Test
    void lowersNothingWhileAPromiseIsBroken() {
        ReplicaPlan plan = aWorkload()
                .plannedBefore(5)
                .receiving(5)
                .breaking(TEN_MINUTES, 12)
                .plan();

        assertThat(plan.desired()).isEqualTo(5);
        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.NOT_LOWERED, 5, "not lowered from 5: the SLO is missed or requests wait"));
    }

    @Test
    void lowersNothingWhileServersHoldRequestsAndEndNone() {
        PlanFixture workload = aWorkload().receiving(2).plannedBefore(5);

        assertThat(workload.serversHolding(9, 0).plan().because())
                .endsWith("not lowered from 5: the servers hold requests, but none has finished for a minute");
        assertThat(workload.serversHolding(9, 1).plan().desired()).isEqualTo(1);
    }

    @Test
    void lowersNothingWhileNotAllArrivalsWereSeen() {
        assertThat(aWorkload()
                        .observedInPart()
                        .receiving(2)
                        .plannedBefore(5)
                        .plan()
                        .because())
                .endsWith("not lowered from 5: arrival data of the last minute is incomplete");
    }

    @Test
    void aFleetThatReplacesAReplicaForLongGrowsByThatReplicaOnly() {
        PlanFixture workload = aWorkload()
                .receiving(3.95 * 12.8)
                .breaking(TEN_MINUTES, 12.8)
                .ready(4)
                .leaving("chat-a");
        ReplicaPlan plan = workload.plannedBefore(4).plan();
        assertThat(plan.desired()).isEqualTo(5);

        for (int turn = 0; turn < 20; turn++) {
            plan = workload.after(plan).plan();
        }

        assertThat(plan.desired()).isEqualTo(5);
    }

    @Test
    void aStepUpIsLimitedToSoManyMoreThanAreReady() {
        PlanFixture workload = aWorkload().receiving(127).ready(4).plannedBefore(4);

        assertThat(workload.plan().desired()).isGreaterThan(6);
        assertThat(workload.steppingAtMost(2).plan().desired()).isEqualTo(6);
    }

    @Test
    void aLimitOnStepsUpTakesNothingAway() {
        PlanFixture workload =
                aWorkload().receiving(127).ready(4).plannedBefore(9).steppingAtMost(2);

        assertThat(workload.plan().desired()).isEqualTo(9);
    }
}
