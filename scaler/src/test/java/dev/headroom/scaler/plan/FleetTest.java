// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.CapacityBelief;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final CapacityBelief.OfHardware FAST = onHardware("fast", 1);
    private static final CapacityBelief.OfHardware SLOW = onHardware("slow", 2);

    @Test
    void isADivisionWhereAllAreAlike() {
        assertThat(Fleet.alike(12.8).replicasFor(0)).isZero();
        assertThat(Fleet.alike(12.8).replicasFor(25.6)).isEqualTo(2);
        assertThat(Fleet.alike(12.8).replicasFor(25.7)).isEqualTo(3);
    }

    @Test
    void countsOnTheSlowestOfThoseThatAreReady() {
        Fleet fleet = new Fleet(10, List.of(20.0, 5.0));

        assertThat(fleet.replicasFor(5)).isEqualTo(1);
        // Were one to go, it might be the fast one.
        assertThat(fleet.replicasFor(20)).isEqualTo(2);
        assertThat(fleet.replicasFor(25)).isEqualTo(2);
        assertThat(fleet.replicasFor(26)).isEqualTo(3);
    }

    @Property(tries = 1_000)
    void asksForTheLeastNumberThatCarriesTheRateIfTheSlowestStay(@ForAll long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Double> ready = new ArrayList<>();
        for (int left = chance.nextInt(12); left > 0; left--) {
            ready.add(chance.nextDouble(0.1, 20));
        }
        Fleet fleet = new Fleet(chance.nextDouble(0.1, 20), ready);
        double rate = chance.nextDouble(300);

        int replicas = fleet.replicasFor(rate);

        assertThat(carriedBySlowest(replicas, fleet)).isGreaterThanOrEqualTo(rate * (1 - 1e-6));
        assertThat(carriedBySlowest(replicas - 1, fleet)).isLessThan(rate);
    }

    @Test
    void replicasOnSlowHardwareAskForMore() {
        PlanFixture workload =
                aWorkload().promisingE2e(10_000).receiving(25).believing(new CapacityBelief(List.of(FAST, SLOW)));

        // A fast one carries 12.8 requests/s, a slow one half of that: 2 · 6.4 + 12.8.
        assertThat(workload.plan().desired()).isEqualTo(2);
        ReplicaPlan mixed = workload.readyOn("slow", 2).plan();
        assertThat(mixed.desired()).isEqualTo(3);
        assertThat(mixed.because()).contains("replicas on other hardware carry 6.40 to 6.40 requests/s each: 3");
    }

    @Test
    void fastReplicasAreNotCountedOnWhereSlowOnesMayBeTheOnesThatStay() {
        PlanFixture workload = aWorkload()
                .promisingE2e(10_000)
                .receiving(19)
                .believing(new CapacityBelief(List.of(SLOW, FAST)))
                .readyOn("slow", 3)
                .readyOn("fast", 1);

        assertThat(workload.plan().desired()).isEqualTo(3);
    }

    @Test
    void hardwareOfWhichNothingIsKnownIsTakenForTheUsual() {
        PlanFixture workload = aWorkload()
                .promisingE2e(10_000)
                .receiving(25)
                .believing(new CapacityBelief(List.of(FAST, SLOW)))
                .readyOn("strange", 2);

        assertThat(workload.plan().desired()).isEqualTo(2);
    }

    private static double carriedBySlowest(int replicas, Fleet fleet) {
        List<Double> slowestFirst = fleet.ready().stream().sorted().toList();
        double carried = replicas < 0 ? -1 : 0;
        for (int i = 0; i < replicas; i++) {
            carried += i < slowestFirst.size() ? slowestFirst.get(i) : fleet.next();
        }
        return carried;
    }

    private static CapacityBelief.OfHardware onHardware(String name, double slowness) {
        return new CapacityBelief.OfHardware(
                Optional.of(name), PlanFixture.profile(slowness), CapacityBelief.Trust.PROFILE, 0);
    }
}
