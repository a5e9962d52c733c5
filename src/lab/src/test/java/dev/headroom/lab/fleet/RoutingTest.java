// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final LeadTimeProfile AT_ONCE = LeadTimeProfile.named("0");

    @Test
    void outstandingTokensTellALongRequestFromAShortOne() {
        Fleets world = routed(Routing.LEAST_OUTSTANDING_TOKENS);

        world.send(0, 2000, 1000);
        world.send(0, 10, 10);
        world.send(0, 10, 10);

        assertThat(world.pods()).extracting(Pod::outstanding).containsExactly(1, 2);
    }

    @Test
    void outstandingRequestsDoNot() {
        Fleets world = routed(Routing.LEAST_OUTSTANDING_REQUESTS);

        world.send(0, 2000, 1000);
        world.send(0, 10, 10);
        world.send(0, 10, 10);

        assertThat(world.pods()).extracting(Pod::outstanding).containsExactly(2, 1);
    }

    @Test
    void roundRobinLooksAtNothing() {
        Fleets world = routed(Routing.ROUND_ROBIN);

        for (int request = 0; request < 5; request++) {
            world.send(request, 10, 10);
        }
        world.fleet.advanceTo(100);

        assertThat(world.endedIn.get(0)).isEqualTo(world.endedIn.get(2)).isEqualTo(world.endedIn.get(4));
        assertThat(world.endedIn.get(1)).isEqualTo(world.endedIn.get(3)).isNotEqualTo(world.endedIn.get(0));
    }

    @Test
    void roundRobinGoesOnWhenPodsLeave() {
        Fleets world = routed(Routing.ROUND_ROBIN);
        world.send(0, 10, 10);

        world.fleet.scaleTo(1);
        world.send(1, 10, 10);
        world.send(2, 10, 10);
        world.fleet.advanceTo(100);

        assertThat(world.ended).hasSize(3);
    }

    @Test
    void completionsComeInOrderOfTimeOverAllPods() {
        Fleets world = routed(Routing.ROUND_ROBIN);
        world.send(0, 10, 50);
        world.send(0, 10, 10);
        world.send(0, 10, 20);

        world.fleet.advanceTo(100);

        assertThat(world.ended)
                .extracting(request -> request.arrival().outputTokens())
                .containsExactly(10, 20, 50);
    }

    private static Fleets routed(Routing routing) {
        Fleets world = Fleets.of(Fleets.template(AT_ONCE), routing, Faults.NONE, 1);
        world.fleet.startWith(2);
        return world;
    }
}
