// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A replica may be booked with 12.8 requests/s. */
class ClusterRulesTest {
    private static final double NEEDS_TEN = 127;

    private static final String ROOM =
            "NodePools burst, gpu allow 8 replicas of 2 nvidia.com/gpu;" + " use by other workloads is not subtracted";

    @Test
    void isHeldAtWhatNodePoolsAllow() {
        ReplicaPlan plan =
                demanding(NEEDS_TEN).plannedBefore(4).ready(4).withRoomFor(8).plan();

        assertThat(plan.desired()).isEqualTo(8);
        assertThat(plan.reasons()).contains(new Reason(ReasonCode.CLUSTER_ROOM, 8, "held at 8: " + ROOM));
    }

    @Test
    void isNotHeldBelowWhatHasItsNode() {
        ReplicaPlan plan =
                demanding(NEEDS_TEN).plannedBefore(10).ready(9).withRoomFor(8).plan();

        assertThat(plan.desired()).as("a limit takes no node away").isEqualTo(9);
    }

    @Test
    void isNotHeldBelowWhatLoadsOnItsNode() {
        PlanFixture workload = demanding(NEEDS_TEN).plannedBefore(10).ready(8).withRoomFor(8);

        assertThat(workload.waiting(false).plan().desired())
                .as("one without a node")
                .isEqualTo(8);
        assertThat(workload.loading().plan().desired()).as("one with a node").isEqualTo(9);
    }

    @Test
    void isNotHeldBelowThePolicysLowerLimit() {
        ReplicaPlan plan = demanding(NEEDS_TEN)
                .between(9, 40)
                .plannedBefore(9)
                .ready(2)
                .withRoomFor(8)
                .plan();

        assertThat(plan.desired()).isEqualTo(9);
    }

    @Test
    void saysNothingOfRoomThatIsEnough() {
        assertThat(demanding(NEEDS_TEN).ready(4).withRoomFor(10).plan().reasons())
                .extracting(Reason::code)
                .doesNotContain(ReasonCode.CLUSTER_ROOM);
    }

    @Test
    void isNotHeldWherePodsCannotBeSeen() {
        assertThat(demanding(NEEDS_TEN).withRoomFor(8).plan().desired()).isEqualTo(10);
    }

    @Test
    void takesNothingFromAPlanThatOldTelemetryKeeps() {
        ReplicaPlan plan = demanding(NEEDS_TEN)
                .in(new TelemetryState.Lagging("the feed is behind", NOW.minusSeconds(30)))
                .plannedBefore(10)
                .ready(2)
                .withRoomFor(8)
                .plan();

        assertThat(plan.desired()).isEqualTo(10);
    }

    @Property
    void roomMovesNumbersDownOnlyAndNeverBelowWhatServes(
            @ForAll @IntRange(min = 0, max = 20) int room,
            @ForAll @IntRange(min = 0, max = 20) int ready,
            @ForAll @IntRange(min = 1, max = 200) int demand) {
        int free = demanding(demand).ready(ready).plan().desired();
        int held = demanding(demand).ready(ready).withRoomFor(room).plan().desired();

        assertThat(held).isLessThanOrEqualTo(free).isGreaterThanOrEqualTo(Math.min(free, Math.max(room, ready)));
    }

    @Test
    void saysWhereKedaStaysWithoutFollowingIt() {
        ReplicaPlan plan = demanding(NEEDS_TEN).scaled(scaling(0, 6)).plan();

        assertThat(plan.desired()).isEqualTo(10);
        assertThat(plan.because()).contains("ScaledObject chat allows at most maxReplicaCount 6: KEDA stays there");
    }

    @Test
    void saysWhatKedaKeepsBeyondThePlan() {
        ReplicaPlan plan = demanding(10).scaled(scaling(3, 20)).plan();

        assertThat(plan.because()).contains("allows at least minReplicaCount 3: KEDA stays there");
    }

    @Test
    void saysThatItIsPausedAndMovesNothingForThat() {
        PlanFixture workload = demanding(NEEDS_TEN).plannedBefore(1).ready(1);
        int otherwise = workload.plan().desired();

        ReplicaPlan plan = workload.scaled(paused(true)).plan();

        assertThat(plan.desired()).isEqualTo(otherwise);
        assertThat(plan.reasons())
                .filteredOn(reason -> reason.code() == ReasonCode.PAUSED)
                .extracting(Reason::sentence)
                .containsExactly("ScaledObject chat is paused by autoscaling.keda.sh/paused: \"true\":"
                        + " KEDA changes nothing");
    }

    @Test
    void aPauseOneWayIsSaidAsThat() {
        assertThat(demanding(10).scaled(paused(false)).plan().because()).contains("KEDA scales the other way only");
    }

    @Test
    void theScaledObjectsToleranceCounts() {
        String swallowed = "ignores the step from 10 to 11";
        double needsEleven = 140;

        assertThat(demanding(needsEleven).running(10).plan().because()).contains(swallowed);
        assertThat(demanding(needsEleven)
                        .running(10)
                        .scaled(tolerating(OptionalDouble.of(0)))
                        .plan()
                        .because())
                .doesNotContain(swallowed);
        assertThat(demanding(needsEleven)
                        .running(10)
                        .scaled(tolerating(OptionalDouble.empty()))
                        .plan()
                        .because())
                .contains(swallowed);
        assertThat(demanding(needsEleven)
                        .running(10)
                        .scaled(tolerating(OptionalDouble.of(7)))
                        .plan()
                        .because())
                .as("no tolerance, so the usual one")
                .contains(swallowed);
    }

    private static PlanFixture demanding(double requestsPerSecond) {
        return aWorkload().receiving(requestsPerSecond).promisingE2e(5000);
    }

    private static Scaling scaling(int min, int max) {
        return new Scaling(
                "chat", Optional.empty(), min, max, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Scaling paused(boolean all) {
        return new Scaling(
                "chat",
                Optional.empty(),
                0,
                100,
                Optional.of(new Pause(all, "autoscaling.keda.sh/paused: \"true\"")),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static Scaling tolerating(OptionalDouble up) {
        return new Scaling("chat", Optional.empty(), 0, 100, Optional.empty(), up, OptionalDouble.empty());
    }
}
