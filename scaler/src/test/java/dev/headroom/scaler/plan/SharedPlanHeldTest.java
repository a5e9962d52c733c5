// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.TelemetryState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What replicas of the service answer that have lost the plans they share: KEDA asks them in turn, and takes the highest. */
class SharedPlanHeldTest {
    private static final TelemetryState DARK =
            new TelemetryState.Dark("the broker does not answer", NOW.minusSeconds(10));
    private static final TelemetryState FRESH = new TelemetryState.Fresh("events arrive", NOW.minusSeconds(300));

    /**
     * Before, each planned alone: of a rise that one has read further than the other they made 8 and 5, and each went up again from its own
     * number whenever its memory said so.
     */
    @Test
    void twoThatReadTheRiseUnevenlyAnswerTheLastSharedPlan() {
        assertThat(List.of(
                        readFurther(DARK).plan().desired(),
                        readLess(DARK).plan().desired()))
                .as("alone")
                .containsExactly(8, 5);

        assertThat(List.of(
                        readFurther(DARK).plansUnreachableFor(20).plan().answer(),
                        readLess(DARK).plansUnreachableFor(20).plan().answer()))
                .containsOnly(new Answer.Replicas(4));
    }

    @Test
    void theyDoSoFromTheFirstMomentOnThoughTelemetryIsNotDarkYet() {
        assertThat(readFurther(FRESH).plansUnreachableFor(6).plan().because())
                .contains(
                        "the shared plans have been unreachable for 6 s (telemetry is fresh: events arrive): held at 4");
        assertThat(readLess(FRESH).plansUnreachableFor(6).plan().desired()).isEqualTo(4);
    }

    /** A partition of the plans' topic without a leader stops neither telemetry nor demand: what holds then would starve the model. */
    @Test
    void whereTelemetryGoesOnEachPlansFromIt() {
        assertThat(readFurther(FRESH).plansUnreachableFor(20).plan().desired()).isEqualTo(4);
        assertThat(readFurther(FRESH).plansUnreachableFor(21).plan().desired()).isEqualTo(8);
        assertThat(readFurther(DARK).plansUnreachableFor(21).plan().desired()).isEqualTo(4);
    }

    @Test
    void nothingIsTakenAwayThoughTheWorkloadWasIdle() {
        TelemetryState idle = new TelemetryState.Idle("nothing runs or waits", NOW.minusSeconds(100));

        assertThat(aWorkload()
                        .in(idle)
                        .plannedBefore(4)
                        .plansUnreachableFor(6)
                        .plan()
                        .desired())
                .isEqualTo(4);
        assertThat(aWorkload().in(idle).plannedBefore(4).plan().desired()).isEqualTo(1);
    }

    @Test
    void aPolicyThatAsksForMoreRaisesItForBoth() {
        assertThat(readFurther(DARK)
                        .between(6, 40)
                        .plansUnreachableFor(60)
                        .plan()
                        .desired())
                .isEqualTo(6);
        assertThat(readLess(DARK).between(6, 40).plansUnreachableFor(60).plan().desired())
                .isEqualTo(6);
    }

    @Test
    void aPolicyThatWantsKedasFallbackStillGetsItPastTheGracePeriod() {
        TelemetryState longDark = new TelemetryState.Dark("the broker does not answer", NOW.minusSeconds(121));
        PlanFixture workload = aWorkload().in(longDark).plannedBefore(4).plansUnreachableFor(130);

        assertThat(workload.plan().answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(workload.holdingWhenDark().plan().answer()).isEqualTo(new Answer.Replicas(4));
    }

    @Test
    void withoutAPlanTheRunningReplicasAreHeld() {
        assertThat(aWorkload()
                        .in(DARK)
                        .receiving(100)
                        .running(3)
                        .plansUnreachableFor(20)
                        .plan()
                        .answer())
                .isEqualTo(new Answer.Replicas(3));
        assertThat(aWorkload()
                        .in(DARK)
                        .receiving(100)
                        .plansUnreachableFor(20)
                        .plan()
                        .answer())
                .isInstanceOf(Answer.Unavailable.class);
    }

    /** 100 requests/s at 12.8 each need 7.8. */
    private static PlanFixture readFurther(TelemetryState state) {
        return aWorkload().in(state).plannedBefore(4).receiving(100);
    }

    /** 60 requests/s at 12.8 each need 4.7. */
    private static PlanFixture readLess(TelemetryState state) {
        return aWorkload().in(state).plannedBefore(4).receiving(60);
    }
}
