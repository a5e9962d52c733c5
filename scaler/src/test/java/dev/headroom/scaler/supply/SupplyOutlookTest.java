// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import static dev.headroom.scaler.supply.ClusterFixture.H100;
import static dev.headroom.scaler.supply.ClusterFixture.L4;
import static dev.headroom.scaler.supply.ClusterFixture.loading;
import static dev.headroom.scaler.supply.ClusterFixture.on;
import static dev.headroom.scaler.supply.ClusterFixture.pending;
import static dev.headroom.scaler.supply.ClusterFixture.ready;
import static dev.headroom.scaler.supply.ClusterFixture.warmStart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.scaler.supply.Supply.OnHardware;
import dev.headroom.scaler.supply.Supply.Starting;
import dev.headroom.scaler.supply.SupplyOutlook.Stuck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SupplyOutlookTest {
    private final ClusterFixture cluster = new ClusterFixture().warmStarts(12, 100);

    @Example
    void podsThatCannotBeSeenAreUnknownAndNotNone() {
        SupplyOutlook outlook =
                SupplyOutlook.of(cluster.leadTimes(), Optional.empty(), OptionalInt.of(3), ClusterFixture.at(0));

        assertThat(outlook.supply()).isEqualTo(Supply.wanted(OptionalInt.of(3)));
        assertThat(outlook.stuck()).isEmpty();
    }

    @Example
    void readyOnesAreCountedByTheirHardware() {
        cluster.sees(
                200,
                warmStart("a", 0, 50),
                ready(on(pending("b", 0), L4, -3600, 1), 60),
                warmStart("c", 0, 50),
                ready(pending("nodes-unseen", 0), 60));

        Supply supply = cluster.outlook(200).supply();

        assertThat(supply.ready()).hasValue(4);
        assertThat(supply.hardware()).containsExactly(new OnHardware(H100, 2), new OnHardware(L4, 1));
    }

    @Example
    void aStartIsExpectedByTheTimeThatOthersTook() {
        cluster.sees(30, loading("a", 0, 1), loading("b", 20, 21));

        assertThat(cluster.outlook(30).supply().starting())
                .extracting(Starting::name, Starting::age, Starting::expectedIn, Starting::credit)
                .containsExactly(tuple("a", seconds(30), seconds(70), 1.0), tuple("b", seconds(10), seconds(90), 1.0));
        assertThat(servingWithin(30, 60)).isZero();
        assertThat(servingWithin(30, 70)).isEqualTo(1);
        assertThat(servingWithin(30, 90)).isEqualTo(2);
    }

    @Example
    void aStartIsShownByItsPodsNameThoughTelemetryKnowsItsUid() {
        cluster.sees(30, loading("3f2a-uid", 0, 1).inPod("chat-7d9f-x2"));

        assertThat(cluster.outlook(30).supply().starting())
                .extracting(Starting::name)
                .containsExactly("chat-7d9f-x2");
    }

    @Example
    void aStartThatIsLateStillCountsByTheHorizon() {
        cluster.sees(150, loading("a", 0, 1), loading("b", 0, 1));

        assertThat(cluster.outlook(150).stuck()).isEmpty();
        assertThat(servingByTheHorizon(150)).isEqualTo(2);
    }

    @Example
    void ofStartsThatAreStuckTheLongestLosesItsCredit() {
        cluster.sees(310, loading("b", 10, 11), loading("a", 0, 1), loading("c", 300, 301));

        SupplyOutlook outlook = cluster.outlook(310);

        assertThat(outlook.stuck()).extracting(Stuck::replica).containsExactly("a", "b");
        assertThat(outlook.stuck()).extracting(Stuck::replaced).containsExactly(true, false);
        assertThat(outlook.stuck().get(0).lasts()).isEqualTo(seconds(310));
        assertThat(outlook.supply().starting()).extracting(Starting::credit).containsExactly(0.0, 1.0, 1.0);
        assertThat(servingByTheHorizon(310)).isEqualTo(2);
    }

    @Example
    void noneIsReplacedWhileAReplicaWaitsForRoom() {
        cluster.sees(310, loading("a", 0, 1), pending("b", 280));

        SupplyOutlook outlook = cluster.outlook(310);

        assertThat(outlook.stuck()).extracting(Stuck::replaced).containsExactly(false);
        assertThat(servingByTheHorizon(310)).isEqualTo(2);
    }

    @Example
    void whatWaitsForRoomItselfIsToldAndNotReplaced() {
        cluster.sees(1, pending("a", 0));
        cluster.sees(1700, pending("a", 0));

        assertThat(cluster.outlook(1700).stuck()).singleElement().satisfies(stuck -> {
            assertThat(stuck.hasNode()).isFalse();
            assertThat(stuck.replaced()).isFalse();
        });
    }

    @Example
    void aReplicaThatLostReadyIsBackAsSoonAsItsServerHasLoaded() {
        cluster.sees(200, warmStart("a", 0, 100));
        cluster.sees(900, loading("a", 0, 1));
        assertThat(cluster.outlook(900).stuck())
                .as("it has started for no time")
                .isEmpty();

        cluster.sees(940, loading("a", 0, 1));

        assertThat(cluster.outlook(940).supply().starting())
                .extracting(Starting::expectedIn)
                .containsExactly(seconds(60));
    }

    @Example
    void aStartOnANodeThatIsNewIsExpectedLater() {
        cluster.sees(60, on(pending("a", 0), H100, 30, 60));

        Duration expected = cluster.outlook(60).supply().starting().get(0).expectedIn();

        assertThat(expected).isGreaterThan(seconds(100));
    }

    @Property
    void noMoreThanOneLosesCreditAndAllOthersCountByTheHorizon(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 1500) Integer> ages,
            @ForAll @IntRange(min = 0, max = 3) int waiting) {
        List<Replica> replicas = new ArrayList<>();
        for (int age : ages) {
            String name = "r" + replicas.size();
            replicas.add(replicas.size() < waiting ? pending(name, -age) : loading(name, -age, 1 - age));
        }
        cluster.sees(0, replicas.toArray(Replica[]::new));

        SupplyOutlook outlook = cluster.outlook(0);

        double serving = servingByTheHorizon(0);
        long replaced = outlook.stuck().stream().filter(Stuck::replaced).count();
        assertThat(replaced).isLessThanOrEqualTo(1);
        assertThat(serving).isEqualTo((double) (ages.size() - replaced));
    }

    private double servingByTheHorizon(double now) {
        return cluster.servingWithin(now, cluster.leadTimes().horizon());
    }

    private double servingWithin(double now, double ahead) {
        return cluster.servingWithin(now, seconds(ahead));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
