// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.TelemetryState;
import org.junit.jupiter.api.Test;

/** A replica may be booked with 12.8 requests/s: 34 need three. */
class SupplyRulesTest {
    @Test
    void asksForAnotherInPlaceOfOneThatIsStuckInItsStart() {
        ReplicaPlan plan = aWorkload()
                .receiving(34)
                .plannedBefore(3)
                .ready(2)
                .starting(60, 0)
                .plan();

        assertThat(plan.desired()).isEqualTo(4);
        assertThat(plan.reasons())
                .contains(
                        new Reason(ReasonCode.STUCK_START, 4, "replica chat-0 is stuck starting: 1 more replaces it"));
    }

    @Test
    void replacesNoneThatIsOnlyLate() {
        assertThat(aWorkload()
                        .receiving(34)
                        .plannedBefore(3)
                        .ready(2)
                        .starting(60, 0.5)
                        .plan()
                        .desired())
                .isEqualTo(3);
    }

    @Test
    void replacesOneAtATime() {
        assertThat(aWorkload()
                        .receiving(34)
                        .plannedBefore(3)
                        .ready(1)
                        .starting(60, 0)
                        .starting(60, 0)
                        .plan()
                        .desired())
                .isEqualTo(4);
    }

    @Test
    void keepsTheReplacementWhileItStarts() {
        PlanFixture workload = aWorkload()
                .receiving(34)
                .plannedBefore(3)
                .ready(2)
                .starting(60, 0)
                .starting(60, 1);
        ReplicaPlan first = workload.plan();

        ReplicaPlan second = workload.after(first).plan();

        assertThat(second.desired()).isEqualTo(first.desired()).isEqualTo(4);
    }

    @Test
    void letsTheStuckOneGoOnceEnoughServe() {
        // 33 / 12.8 = 2.58: from 4 down needs less than 4 - 1 - 10 % of 4.
        assertThat(aWorkload()
                        .receiving(33)
                        .plannedBefore(4)
                        .ready(3)
                        .starting(60, 0)
                        .plan()
                        .desired())
                .isEqualTo(3);
    }

    @Test
    void replacesNoneThatWaitsForANodeThatNobodyMakes() {
        assertThat(aWorkload()
                        .receiving(34)
                        .plannedBefore(3)
                        .ready(2)
                        .waiting(false)
                        .plan()
                        .desired())
                .isEqualTo(3);
    }

    @Test
    void saysWhichNodeIsWaitedFor() {
        ReplicaPlan plan = aWorkload()
                .receiving(34)
                .plannedBefore(3)
                .ready(2)
                .waiting(true)
                .plan();

        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.WAITS_FOR_NODE,
                        3,
                        "1 replica waits for a node: chat-0 waits for NodeClaim x, expected in 90 s"));
        assertThat(aWorkload()
                        .receiving(34)
                        .ready(1)
                        .waiting(false)
                        .waiting(false)
                        .plan()
                        .because())
                .endsWith("2 replicas wait for a node: chat-0 has waited 70 s for a node");
    }

    @Test
    void saysItBeforeTheFirstReplicaServesToo() {
        assertThat(aWorkload()
                        .in(new TelemetryState.Unobservable("a woken replica is not Ready yet", NOW.minusSeconds(30)))
                        .plannedBefore(1)
                        .ready(0)
                        .waiting(false)
                        .plan()
                        .because())
                .startsWith("1 replica waits for a node: chat-0 has waited 70 s for a node -> telemetry has been");
    }

    @Test
    void replacesThoseWhoseNodesGo() {
        ReplicaPlan plan = aWorkload()
                .receiving(34)
                .plannedBefore(3)
                .ready(3)
                .leaving("chat-a")
                .leaving("chat-b")
                .plan();

        assertThat(plan.desired()).isEqualTo(5);
        assertThat(plan.reasons())
                .contains(new Reason(
                        ReasonCode.LEAVING_REPLICA,
                        5,
                        "2 replicas leave with the node, the first in 180 s (Capacity Block cr-1 ends):"
                                + " 2 more replace them"));
    }

    @Test
    void replacesNoMoreThanAreNeeded() {
        PlanFixture workload = aWorkload().receiving(8).plannedBefore(3).ready(3);
        for (int i = 0; i < 3; i++) {
            workload.leaving("chat-" + i);
        }

        // 8 / 12.8 = 0.63: one is needed, and another while it goes; 1.63 is below 3 - 1 - 10 % of 3.
        assertThat(workload.plan().desired()).isEqualTo(2);
    }

    @Test
    void replacesNothingWhereTelemetryLetsNothingBePlanned() {
        PlanFixture workload = aWorkload()
                .in(new TelemetryState.Unobservable("no events", NOW.minusSeconds(30)))
                .plannedBefore(3)
                .ready(3)
                .leaving("chat-a");

        assertThat(workload.plan().desired()).isEqualTo(3);
    }

    @Test
    void whatOnlyGoesOnFromTheLastPlanIsNotReplacedAgainAndAgain() {
        PlanFixture workload = aWorkload()
                .withoutCapacity()
                .plannedBefore(3)
                .ready(2)
                .starting(60, 0)
                .leaving("chat-a");

        assertThat(workload.plan().desired()).isEqualTo(3);
    }
}
