// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.ServedRequest;
import org.junit.jupiter.api.Test;

class PodLifeTest {
    /** 10 s without a node, 20 s of boot, 30 s of pull, 40 s of loading. */
    private static final LeadTimeProfile HUNDRED_SECONDS = new LeadTimeProfile(
            "100",
            new LeadTimeSpread.Even(100, 100),
            new LeadTimeProfile.Stages(0.1, 0.2, 0.3),
            LeadTimeProfile.SlowStart.NONE);

    @Test
    void goesThroughItsStagesInTime() {
        Fleets world = Fleets.of(HUNDRED_SECONDS);
        world.fleet.scaleTo(1);
        Pod pod = world.pods().get(0);

        assertThat(phaseAt(world, pod, 9)).isEqualTo(PodPhase.PENDING);
        assertThat(phaseAt(world, pod, 10)).isEqualTo(PodPhase.PROVISIONING);
        assertThat(phaseAt(world, pod, 30)).isEqualTo(PodPhase.PULLING);
        assertThat(phaseAt(world, pod, 60.5)).isEqualTo(PodPhase.LOADING);
        assertThat(phaseAt(world, pod, 100)).isEqualTo(PodPhase.READY);
        assertThat(pod.life().launchedAt()).isEqualTo(10);
        assertThat(pod.life().boundAt()).isEqualTo(30);
        assertThat(pod.life().onNewNode()).isTrue();
    }

    @Test
    void takesWhatWaitsAtTheRouterTheMomentItIsReady() {
        Fleets world = Fleets.of(HUNDRED_SECONDS);
        world.fleet.scaleTo(1);
        ServedRequest request = world.send(0, 100, 10);

        world.fleet.advanceTo(500);

        // Ready at 100 s, a step of prefill and nine of one token: in one advance over all of it.
        assertThat(request.finishedAt()).isCloseTo(100.1, within(1e-6));
    }

    @Test
    void isThreeTimesAsSlowFor45Seconds() {
        Fleets world = Fleets.of(new LeadTimeProfile(
                "100", HUNDRED_SECONDS.spread(), HUNDRED_SECONDS.stages(), LeadTimeProfile.SlowStart.USUAL));
        world.fleet.scaleTo(1);
        world.send(0, 100, 10);
        world.send(145, 100, 10);
        world.fleet.advanceTo(500);

        assertThat(world.ended.get(0).finishedAt()).isCloseTo(100.3, within(1e-6));
        assertThat(world.ended.get(1).endToEndSeconds()).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void finishesWhatItHasWithinItsGrace() {
        Fleets world = Fleets.of(HUNDRED_SECONDS);
        world.fleet.startWith(1);
        ServedRequest request = world.send(0, 100, 500);

        world.fleet.scaleTo(0);
        world.fleet.advanceTo(100);

        // Five seconds of answer; the node goes with the last token, not at the next look.
        assertThat(request.finishedAt()).isCloseTo(5, within(1e-6));
        assertThat(world.fleet.nodeSeconds()).isCloseTo(5, within(1e-6));
        assertThat(world.fleet.ledger().drainSeconds(0, 100)).isCloseTo(5, within(1e-6));
    }

    @Test
    void losesWhatItHasWhenItsGraceIsOver() {
        Fleets world = Fleets.of(HUNDRED_SECONDS);
        world.fleet.startWith(1);
        ServedRequest request = world.send(0, 100, 100_000);

        world.fleet.scaleTo(0);
        world.fleet.advanceTo(100);

        assertThat(request.failed()).isTrue();
        assertThat(request.failedAt()).isEqualTo(60);
        assertThat(world.ended).containsExactly(request);
        assertThat(world.fleet.nodeSeconds()).isEqualTo(60);
    }

    @Test
    void whatHasNotStartedGoesAtOnce() {
        Fleets world = Fleets.of(HUNDRED_SECONDS);
        world.fleet.scaleTo(1);
        world.fleet.advanceTo(50);

        world.fleet.scaleTo(0);
        world.fleet.advanceTo(200);

        assertThat(world.fleet.nodeSeconds()).isEqualTo(40);
        assertThat(world.fleet.ledger().startSeconds(0, 200)).isEqualTo(40);
        assertThat(world.podSeconds(0, 200)).isEqualTo(50);
    }

    @Test
    void theYoungestOfThoseReadyAreRemovedFirst() {
        Fleets world = Fleets.of(HUNDRED_SECONDS);
        world.fleet.startWith(1);
        Pod oldest = world.pods().get(0);
        world.fleet.advanceTo(10);
        world.fleet.scaleTo(2);
        Pod second = world.pods().get(1);
        world.fleet.advanceTo(50);
        world.fleet.scaleTo(4);
        world.fleet.advanceTo(120);

        world.fleet.scaleTo(3);
        assertThat(world.pods()).contains(oldest, second);
        world.fleet.scaleTo(2);
        assertThat(world.pods()).containsExactly(oldest, second);
        world.fleet.scaleTo(1);
        assertThat(world.pods()).containsExactly(oldest);
    }

    @Test
    void podsWithoutANodeAreRemovedBeforeThoseThatLoad() {
        Fleets world = Fleets.of(HUNDRED_SECONDS);
        world.fleet.scaleTo(1);
        Pod loading = world.pods().get(0);
        world.fleet.advanceTo(70);
        world.fleet.scaleTo(2);

        world.fleet.scaleTo(1);

        assertThat(world.pods()).containsExactly(loading);
    }

    private static PodPhase phaseAt(Fleets world, Pod pod, double time) {
        world.fleet.advanceTo(time);
        return pod.phase();
    }
}
