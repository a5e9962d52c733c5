// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ReplicaWatch.Wake;
import dev.headroom.telemetry.snapshot.ReplicaWatch.Wanted;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WantedReplicasTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final WorkloadKey CHAT = workload("chat");

    private final LatestPlans board = new LatestPlans();
    private OptionalInt inCluster = OptionalInt.empty();
    private Optional<List<Replica>> inSight = Optional.empty();
    private final WantedReplicas wanted = new WantedReplicas(
            new CycleFixture.Policies().with(policy("chat")),
            target -> inCluster,
            RunningReplicas.UNKNOWN,
            target -> inSight,
            board);

    @Test
    void areUnknownWithoutClusterAndPlan() {
        assertThat(wanted.wantedOf(CHAT, NOON)).isEmpty();
    }

    @Test
    void areThoseOfThePlanWithoutACluster() {
        board.put(plan(3));

        assertThat(wanted.wantedOf(CHAT, NOON)).hasValue(new Wanted(3, Optional.empty()));
    }

    @Test
    void areThoseOfTheClusterWhateverThePlan() {
        board.put(plan(3));
        inCluster = OptionalInt.of(0);

        assertThat(wanted.wantedOf(CHAT, NOON)).hasValue(new Wanted(0, Optional.empty()));
    }

    @Test
    void haveBeenSomeSinceTheyWereNone() {
        inCluster = OptionalInt.of(0);
        assertThat(wanted.wantedOf(CHAT, NOON)).hasValue(new Wanted(0, Optional.empty()));

        inCluster = OptionalInt.of(1);
        Instant woken = NOON.plusSeconds(60);
        assertThat(wanted.wantedOf(CHAT, woken)).hasValue(new Wanted(1, Optional.of(woken)));

        inCluster = OptionalInt.of(5);
        assertThat(wanted.wantedOf(CHAT, woken.plusSeconds(60))).hasValue(new Wanted(5, Optional.of(woken)));
    }

    @Test
    void tellThatTheyLoadWherePodsAreSeen() {
        inCluster = OptionalInt.of(1);
        assertThat(wanted.wantedOf(CHAT, NOON).orElseThrow().wake()).isEqualTo(Wake.UNSEEN);

        inSight = Optional.of(List.of(new Replica("pod", NOON, Optional.empty(), Optional.empty())));

        assertThat(wanted.wantedOf(CHAT, NOON).orElseThrow().wake()).isEqualTo(new Wake(true, Optional.empty()));
    }

    private static ReplicaPlan plan(int desired) {
        return new ReplicaPlan(
                CHAT,
                NOON,
                new TelemetryState.Fresh("events arrive", NOON),
                desired,
                true,
                new Answer.Replicas(desired),
                List.of(),
                ReplicaPlan.Basis.NOTHING);
    }
}
