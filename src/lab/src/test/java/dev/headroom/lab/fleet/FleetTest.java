// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FleetTest {
    /** Ten seconds to start, the first two of them without a node. */
    private static final LeadTimeProfile TEN_SECONDS = LeadTimeProfile.even(10, 10, 0.2);

    private final List<String> servedBy = new ArrayList<>();
    private final Fleet fleet = new Fleet(
            new PodTemplate(
                    "demo",
                    "llama",
                    EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(128, 2048)),
                    TEN_SECONDS),
            new SplittableRandom(1),
            (pod, request) -> servedBy.add(pod.name()));

    @Test
    void startsReady() {
        fleet.startWith(2);

        assertThat(fleet.ready()).isEqualTo(2);
        assertThat(fleet.replicas()).isEqualTo(2);
    }

    @Test
    void countsANewPodAtOnceAndUsesItAfterItsLeadTime() {
        fleet.startWith(1);

        fleet.scaleTo(3);
        fleet.advanceTo(9.9);
        assertThat(fleet.ready()).isEqualTo(1);
        assertThat(fleet.replicas()).isEqualTo(3);

        fleet.advanceTo(10);
        assertThat(fleet.ready()).isEqualTo(3);
    }

    @Test
    void spreadsRequestsOverThePodsWithTheFewest() {
        fleet.startWith(3);

        dispatch(3);
        fleet.advanceTo(100);

        assertThat(servedBy).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void letsADrainingPodFinishWhatItHas() {
        fleet.startWith(2);
        dispatch(2);

        fleet.scaleTo(1);
        assertThat(fleet.replicas()).isEqualTo(1);
        assertThat(fleet.inFlight()).isEqualTo(2);

        fleet.advanceTo(100);
        assertThat(servedBy).hasSize(2);
        assertThat(fleet.inFlight()).isZero();
    }

    @Test
    void removesPodsThatHaveNotStartedBeforeReadyOnes() {
        fleet.startWith(2);
        fleet.scaleTo(4);
        fleet.advanceTo(5);

        fleet.scaleTo(2);

        assertThat(fleet.ready()).isEqualTo(2);
    }

    @Test
    void keepsRequestsUntilAPodIsReady() {
        fleet.scaleTo(1);
        dispatch(1);

        fleet.advanceTo(9);
        assertThat(fleet.inFlight()).isEqualTo(1);

        fleet.advanceTo(10);
        fleet.advanceTo(100);
        assertThat(servedBy).hasSize(1);
    }

    @Test
    void paysForNodesFromBindingToGoing() {
        fleet.startWith(1);
        fleet.scaleTo(2);
        for (int second = 1; second <= 20; second++) {
            fleet.advanceTo(second);
        }

        // 20 s of the first pod, 18 s of the second: it had no node for 2 s.
        assertThat(fleet.nodeSeconds()).isCloseTo(38, within(1.0));
    }

    private void dispatch(int count) {
        for (int request = 0; request < count; request++) {
            fleet.dispatch(new ServedRequest(new Arrival(0, 100, 10)));
        }
    }

    @Test
    void aRequestThatNoCacheCanHoldHasEndedAndFailed() {
        List<ServedRequest> told = new ArrayList<>();
        Fleet small = new Fleet(
                new PodTemplate(
                        "demo",
                        "llama",
                        EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(8, 2048, 1_000)),
                        TEN_SECONDS),
                new SplittableRandom(1),
                (pod, request) -> told.add(request));
        small.startWith(1);

        small.dispatch(new ServedRequest(new Arrival(0, 5_000, 10)));
        small.advanceTo(10);

        assertThat(told).singleElement().matches(ServedRequest::failed);
        assertThat(small.inFlight()).isZero();
    }
}
