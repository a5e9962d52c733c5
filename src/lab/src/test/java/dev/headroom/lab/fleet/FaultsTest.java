// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.ClusterFault.ManualReplicas;
import dev.headroom.lab.fleet.ClusterFault.NodeStockOut;
import dev.headroom.lab.fleet.ClusterFault.SlowReplica;
import dev.headroom.lab.fleet.ClusterFault.SpotLoss;
import dev.headroom.lab.fleet.ClusterFault.StuckStart;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    /** A tenth of it without a node. */
    private static final LeadTimeProfile HUNDRED_SECONDS = LeadTimeProfile.named("100");

    @Test
    void duringAStockOutPodsWaitForANode() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new NodeStockOut(50, 600));
        world.fleet.scaleTo(1);
        world.fleet.advanceTo(45);
        world.fleet.scaleTo(2);
        world.fleet.advanceTo(100);
        assertThat(world.fleet.ready()).isEqualTo(1);
        world.fleet.scaleTo(3);

        world.fleet.advanceTo(739);
        assertThat(world.fleet.ready()).isEqualTo(1);
        // Nodes at 650 s, then nine tenths of a start.
        world.fleet.advanceTo(740);
        assertThat(world.fleet.ready()).isEqualTo(3);
    }

    @Test
    void aStockOutThatIsOverDelaysNobody() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new NodeStockOut(50, 600));
        world.fleet.advanceTo(700);
        world.fleet.scaleTo(1);

        world.fleet.advanceTo(800);

        assertThat(world.fleet.ready()).isEqualTo(1);
    }

    @Test
    void lostNodesTakeTheirRequestsAndAreReplaced() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new SpotLoss(5, 3));
        world.fleet.startWith(4);
        for (int request = 0; request < 8; request++) {
            world.send(1, 100, 10_000);
        }

        world.fleet.advanceTo(5);

        assertThat(world.ended).hasSize(6).allMatch(ServedRequest::failed);
        assertThat(world.ended).extracting(ServedRequest::failedAt).containsOnly(5.0);
        assertThat(world.fleet.replicas()).isEqualTo(4);
        assertThat(world.fleet.ready()).isEqualTo(1);
        world.fleet.advanceTo(105);
        assertThat(world.fleet.ready()).isEqualTo(4);
        // 5 s of each lost one, 105 s of the one that stayed, and of each new one its lead time less the tenth without
        // a node.
        assertThat(world.fleet.nodeSeconds()).isCloseTo(3 * 5 + 105 + 3 * 90, within(1e-6));
    }

    @Test
    void noMoreNodesAreLostThanThereAre() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new SpotLoss(5, 30));
        world.fleet.startWith(2);
        world.fleet.scaleTo(3);

        world.fleet.advanceTo(6);

        // The third had no node yet.
        assertThat(world.fleet.replicas()).isEqualTo(3);
        assertThat(world.fleet.ready()).isZero();
    }

    @Test
    void oneStartIsStuckAndTheNextIsNot() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new StuckStart(50, Double.POSITIVE_INFINITY));
        world.fleet.advanceTo(60);
        world.fleet.scaleTo(2);

        world.fleet.advanceTo(10_000);

        assertThat(world.fleet.ready()).isEqualTo(1);
        assertThat(world.pods()).extracting(Pod::phase).containsExactly(PodPhase.LOADING, PodPhase.READY);
    }

    @Test
    void aStartUnderWayGetsStuck() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new StuckStart(50, 30));
        world.fleet.scaleTo(1);

        world.fleet.advanceTo(129);
        assertThat(world.fleet.ready()).isZero();
        world.fleet.advanceTo(130);
        assertThat(world.fleet.ready()).isEqualTo(1);
    }

    @Test
    void aSlowReplicaIsSlowForItsTime() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new SlowReplica(10, 2, 60));
        world.fleet.startWith(1);

        ServedRequest slow = world.send(10, 100, 10);
        ServedRequest quick = world.send(70, 100, 10);
        world.fleet.advanceTo(100);

        assertThat(slow.endToEndSeconds()).isCloseTo(0.2, within(1e-6));
        assertThat(quick.endToEndSeconds()).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void somebodySetsReplicasByHand() {
        Fleets world = Fleets.of(HUNDRED_SECONDS, new ManualReplicas(10, 1));
        world.fleet.startWith(5);

        world.fleet.advanceTo(10);

        assertThat(world.fleet.replicas()).isEqualTo(1);
        assertThat(world.fleet.ledger().scaleEvents().get(1)).isEqualTo(new FleetLedger.ScaleEvent(10, 5, 1));
    }

    @Test
    void faultsComeInOrderOfTimeWhateverTheirOrderInTheList() {
        Faults faults = new Faults(List.of(new SpotLoss(9, 1), new ManualReplicas(3, 2)), 1);

        assertThat(faults.faults()).extracting(ClusterFault::atSeconds).containsExactly(3.0, 9.0);
    }

    @Test
    void impossibleFaultsAreRefused() {
        assertThatThrownBy(() -> new SpotLoss(-1, 1)).hasMessage("a fault's atSeconds must be 0 or more, was -1.0");
        assertThatThrownBy(() -> new SpotLoss(1, 0)).hasMessage("a spot loss takes 1 pod or more, was 0");
        assertThatThrownBy(() -> new SlowReplica(1, 0, 5)).hasMessageContaining("factor must be above 0");
        assertThatThrownBy(() -> new StuckStart(1, Double.NaN)).hasMessageContaining("forSeconds");
    }
}
