// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.scaler.supply.LeadTimes;
import dev.headroom.scaler.supply.NodeKind;
import dev.headroom.scaler.supply.Replica;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.scaler.supply.SupplyOutlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InformersTest {
    private static final EngineModel ENGINE =
            EngineModel.plain("plain", new LinearStepTimes(10, 0, 0, 0, 0, 0), new EngineLimits(128, 2048));

    private final SimulatedInstants moments = new SimulatedInstants(Instant.parse("2026-03-01T12:00:00Z"));
    private final Informers informers = new Informers(HeadroomOptions.Sees.ALL);

    @Test
    void showNothingBeforeTheFirstSight() {
        assertThat(informers.replicas(moments)).isEmpty();
    }

    @Test
    void showAPodOnItsWay() {
        Fleet fleet = fleet("new");
        fleet.scaleTo(1);
        informers.see(fleet);
        assertThat(only()).satisfies(replica -> {
            assertThat(replica.created()).isEqualTo(moments.at(0));
            assertThat(replica.node()).as("its node has not joined").isEmpty();
            assertThat(replica.ready()).isEmpty();
        });

        fleet.advanceTo(2000);

        assertThat(only()).satisfies(replica -> {
            assertThat(replica.onNewNode()).contains(true);
            assertThat(replica.hardware()).contains(ENGINE.hardware());
            assertThat(replica.ready().orElseThrow())
                    .isAfter(replica.node().orElseThrow().scheduled().orElseThrow());
        });
    }

    @Test
    void showStandingNodesAsOld() {
        Fleet fleet = fleet("warm");
        fleet.startWith(1);
        informers.see(fleet);

        assertThat(only().onNewNode()).contains(false);
    }

    @Test
    void showTheArgumentsOfThePodsServer() {
        Fleet fleet = fleet("warm");
        fleet.startWith(1);
        informers.see(fleet);

        assertThat(only().limits().maxSequences()).hasValue(128);
        assertThat(only().limits().maxBatchedTokens()).hasValue(2048);
        assertThat(only().limits().kvTokens()).isEmpty();
    }

    @Test
    void hideWhatMayNotBeSeen() {
        Fleet fleet = fleet("warm");
        fleet.startWith(1);
        Informers withoutLimits = new Informers(new HeadroomOptions.Sees(true, false));
        Informers withoutPods = new Informers(new HeadroomOptions.Sees(false, true));
        withoutLimits.see(fleet);
        withoutPods.see(fleet);

        assertThat(withoutLimits.replicas(moments).orElseThrow())
                .singleElement()
                .satisfies(replica -> assertThat(replica.limits()).isEqualTo(StatedLimits.UNKNOWN));
        assertThat(withoutPods.replicas(moments)).isEmpty();
        assertThat(withoutPods.replicas()).hasValue(1);
    }

    /** Of 60 starts of a lab profile that were seen every 10 s, the last 32 are remembered. */
    @Test
    void teachTheLeadTimeOfTheProfile() {
        LeadTimes learnt = LeadTimes.remembering(LeadTimes.Memory.NONE, Duration.ofMinutes(2));
        Fleet fleet = fleet("new");
        informers.see(fleet);
        int wanted = 0;
        for (double now = 0; now < 9_000; now += 10) {
            wanted = now % 120 == 0 && wanted < 60 ? wanted + 1 : wanted;
            fleet.advanceTo(now);
            fleet.scaleTo(wanted);
            learnt = learnt.observing(informers.replicas(moments).orElseThrow(), List.of(), moments.at(now));
        }

        // P80 of a log-normal of median 300 s and spread 0.3 is 386 s; the newest dozens count.
        assertThat(learnt.starts()).isEqualTo(32);
        assertThat(learnt.nextNode()).isEqualTo(NodeKind.NEW);
        assertThat(learnt.horizon()).isBetween(Duration.ofSeconds(340), Duration.ofSeconds(470));
        SupplyOutlook outlook =
                SupplyOutlook.of(learnt, informers.replicas(moments), OptionalInt.of(wanted), moments.at(9_000));
        assertThat(outlook.supply().ready()).hasValue(60);
        assertThat(outlook.stuck()).isEmpty();
    }

    private Replica only() {
        Optional<List<Replica>> replicas = informers.replicas(moments);
        assertThat(replicas.orElseThrow()).hasSize(1);
        return replicas.orElseThrow().get(0);
    }

    private static Fleet fleet(String leadTime) {
        PodTemplate template = new PodTemplate("demo", "llama", ENGINE, LeadTimeProfile.named(leadTime));
        return new Fleet(template, new SplittableRandom(7), (pod, request) -> {});
    }
}
