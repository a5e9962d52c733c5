// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineModel;
import org.junit.jupiter.api.Test;

class FleetLedgerTest {
    /** Ten seconds of it without a node. */
    private static final LeadTimeProfile HUNDRED_SECONDS = LeadTimeProfile.named("100");

    private final Fleets world = Fleets.of(HUNDRED_SECONDS);
    private final FleetLedger ledger = world.fleet.ledger();

    @Test
    void splitsNodeTimeIntoStartServiceAndDrain() {
        world.fleet.startWith(1);
        world.fleet.scaleTo(2);
        world.fleet.advanceTo(300);
        world.send(300, 100, 1000);
        world.send(300, 100, 1000);
        world.fleet.scaleTo(1);
        world.fleet.advanceTo(400);

        assertThat(ledger.startSeconds(0, 400)).isCloseTo(90, within(1e-6));
        assertThat(world.readySeconds(0, 400)).isCloseTo(400 + 200, within(1e-6));
        assertThat(ledger.drainSeconds(0, 400)).isCloseTo(10, within(1e-6));
        assertThat(ledger.nodeSeconds(0, 400)).isCloseTo(700, within(1e-6));
        assertThat(world.podSeconds(0, 400)).isCloseTo(710, within(1e-6));
    }

    @Test
    void answersForAnySpan() {
        world.fleet.startWith(1);
        world.fleet.scaleTo(2);
        world.fleet.advanceTo(300);

        assertThat(ledger.nodeSeconds(0, 10)).isCloseTo(10, within(1e-9));
        assertThat(ledger.nodeSeconds(5, 15)).isCloseTo(15, within(1e-9));
        assertThat(world.readySeconds(90, 110)).isCloseTo(30, within(1e-9));
    }

    @Test
    void countsTheGpusOfAReplica() {
        EngineModel one = Fleets.TEN_MILLIS;
        EngineModel two = new EngineModel(one.name(), "H100", 2, one.times(), one.limits(), 0, 0, 1);
        Fleets pair =
                Fleets.of(new PodTemplate("demo", "llama", two, HUNDRED_SECONDS), Routing.ROUND_ROBIN, Faults.NONE, 1);
        pair.fleet.startWith(3);
        pair.fleet.advanceTo(10);

        assertThat(pair.fleet.ledger().gpuSeconds(0, 10)).isEqualTo(60);
    }

    @Test
    void averagesWantedReplicasOverTime() {
        world.fleet.startWith(2);
        world.fleet.advanceTo(30);
        world.fleet.scaleTo(6);
        world.fleet.advanceTo(90);
        world.fleet.scaleTo(1);
        world.fleet.advanceTo(120);

        assertThat(ledger.meanReplicas(0, 120)).isCloseTo((2 * 30 + 6 * 60 + 1 * 30) / 120.0, within(1e-9));
        assertThat(ledger.meanReplicas(60, 100)).isCloseTo((6 * 30 + 1 * 10) / 40.0, within(1e-9));
        assertThatThrownBy(() -> ledger.meanReplicas(5, 5)).hasMessageContaining("from < to");
    }

    @Test
    void settingWhatIsSetIsNoEvent() {
        world.fleet.startWith(2);
        world.fleet.scaleTo(2);

        assertThat(ledger.scaleEvents()).containsExactly(new FleetLedger.ScaleEvent(0, 0, 2));
    }
}
