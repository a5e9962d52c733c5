// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import static dev.headroom.scaler.supply.ClusterFixture.L4;
import static dev.headroom.scaler.supply.ClusterFixture.at;
import static dev.headroom.scaler.supply.ClusterFixture.loading;
import static dev.headroom.scaler.supply.ClusterFixture.newNodeStart;
import static dev.headroom.scaler.supply.ClusterFixture.on;
import static dev.headroom.scaler.supply.ClusterFixture.pending;
import static dev.headroom.scaler.supply.ClusterFixture.ready;
import static dev.headroom.scaler.supply.ClusterFixture.warmStart;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.supply.Replica.Claim;
import dev.headroom.scaler.supply.Replica.Departure;
import dev.headroom.scaler.supply.Replica.Prospect;
import dev.headroom.scaler.supply.Replica.Provisioning;
import dev.headroom.scaler.supply.Supply.Starting;
import dev.headroom.scaler.supply.Surroundings.Leaving;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the makers of nodes are known to do, in the outlook. */
class ProspectTest {
    private final ClusterFixture cluster = new ClusterFixture().warmStarts(12, 100);

    @Example
    void aNodeOnItsWayMakesTheStartOneOnANewNodeAtOnce() {
        cluster.sees(2, claimed(pending("a", 0), 1, true));

        Starting start = start(2);

        assertThat(cluster.leadTimes().nextNode()).isEqualTo(NodeKind.NEW);
        assertThat(start.credit()).isEqualTo(1);
        assertThat(start.hardware()).contains(L4);
        assertThat(start.awaits()).contains(new Supply.Wait(true, "waits for NodeClaim gpu-x7 (not Registered)"));
    }

    @Example
    void withoutOneItCountsForAMinuteAndThenNotAtAll() {
        cluster.sees(60, unclaimed(pending("a", 0)));
        assertThat(start(60).credit()).isEqualTo(1);

        cluster.sees(61, unclaimed(pending("a", 0)));

        assertThat(start(61).credit()).isZero();
        assertThat(start(61).isUnclaimed()).isTrue();
        assertThat(start(61).awaits().orElseThrow().sentence())
                .isEqualTo("has waited 61 s for a node, and no NodeClaim exists for it");
        assertThat(servingByTheHorizon(61)).isZero();
    }

    @Example
    void aClaimWithoutAMachineAfterAMinuteIsNone() {
        cluster.sees(61, claimed(pending("a", 0), 55, false));

        assertThat(start(61).credit()).isZero();
        assertThat(start(61).awaits().orElseThrow().sentence())
                .isEqualTo("waits for NodeClaim gpu-x7 (not Launched), which has no machine after 61 s");
    }

    @Example
    void whatGetsItsMachineLateBeginsThen() {
        cluster.sees(900, unclaimed(pending("a", 0)));
        cluster.sees(902, claimed(pending("a", 0), 901, true));

        assertThat(start(902).credit()).isEqualTo(1);
        assertThat(start(902).expectedIn())
                .isLessThanOrEqualTo(cluster.leadTimes().horizon());
        assertThat(cluster.outlook(902).stuck()).isEmpty();
    }

    @Example
    void whereNobodyCanSeeItCountsAsItDidBefore() {
        cluster.sees(300, pending("a", 0));

        assertThat(start(300).credit()).isEqualTo(1);
        assertThat(start(300).awaits()).isEmpty();
    }

    @Example
    void oneThatWaitsForCapacityIsNeverReplaced() {
        cluster.sees(1500, unclaimed(pending("a", 0)));

        assertThat(cluster.outlook(1500).stuck()).singleElement().satisfies(stuck -> {
            assertThat(stuck.replaced()).isFalse();
            assertThat(stuck.awaits()).isPresent();
        });
    }

    @Example
    void aShortageDoesNotLengthenTheLeadTime() {
        cluster.sees(62, unclaimed(pending("a", 0)));
        double after = cluster.horizonSeconds();

        cluster.sees(1500, unclaimed(pending("a", 0)));

        assertThat(cluster.horizonSeconds()).isEqualTo(after);
    }

    @Example
    void nothingIsLearntFromOneThatGoesWhileItWaitsForCapacity() {
        cluster.sees(1500, unclaimed(pending("a", 0)));
        int before = cluster.leadTimes().memory().starts().size();

        cluster.sees(1501);

        assertThat(cluster.leadTimes().memory().starts()).hasSize(before);
    }

    @Example
    void whatWaitedForCapacityStartsWhenItGetsItAndTeachesThatAlone() {
        cluster.sees(900, unclaimed(pending("a", 0)));
        cluster.sees(902, claimed(pending("a", 0), 901, true));
        Replica loading = on(pending("a", 0), L4, 950, 960);

        cluster.sees(961, loading);

        assertThat(cluster.outlook(961).stuck())
                .as("it has its node since a second ago")
                .isEmpty();
        assertThat(start(961).credit()).isEqualTo(1);
        assertThat(cluster.leadTimes().likely(NodeKind.NEW))
                .as("nobody started for 900 s")
                .isLessThan(Duration.ofMinutes(15));

        cluster.sees(1020, ready(loading, 1020));

        assertThat(cluster.leadTimes().memory().starts()).anySatisfy(start -> {
            assertThat(start.replica()).isEqualTo("a");
            assertThat(start.readyAfter()).isEqualTo(119.0);
        });
    }

    @Example
    void aReplicaWhoseNodeGoesWithinALeadTimeIsLeaving() {
        Replica ready = leaving(warmStart("a", 0, 100), 2000);
        double ahead = cluster.horizonSeconds() + SupplyOutlook.LEAVING_MARGIN.toSeconds();

        cluster.sees(1990 - ahead, ready);
        assertThat(leavingAt(1990 - ahead)).as("there is time").isEmpty();

        cluster.sees(2000 - ahead, ready);
        assertThat(leavingAt(2000 - ahead)).isPresent();
        assertThat(cluster.outlook(2000 - ahead).supply().ready())
                .as("it serves on")
                .hasValue(1);

        cluster.sees(1990, ready);
        assertThat(leavingAt(1990)).contains(new Leaving("a", Duration.ofSeconds(10), "Capacity Block cr-1 ends"));
        assertThat(servingByTheHorizon(1990)).isZero();
        cluster.sees(2100, ready);
        assertThat(leavingAt(2100).map(Leaving::in)).contains(Duration.ZERO);
    }

    @Example
    void oneThatLoadsOnANodeThatGoesIsNotCountedOn() {
        cluster.sees(20, leaving(loading("a", 0, 1), 100));

        assertThat(start(20).credit()).isZero();
        assertThat(leavingAt(20)).isPresent();
    }

    @Example
    void whatWasLearntOfStartsIsTheSameWithAndWithoutClaims() {
        cluster.sees(20, claimed(pending("a", 0), 5, true));
        cluster.sees(300, newNodeStart("a", 0, 300));

        assertThat(cluster.leadTimes().memory().starts()).anySatisfy(start -> {
            assertThat(start.replica()).isEqualTo("a");
            assertThat(start.node()).isEqualTo(NodeKind.NEW);
        });
    }

    @Property
    void noStartIsExpectedBeforeNowAndNoneWithoutAMachineHasCredit(
            @ForAll @IntRange(min = 0, max = 2000) int age,
            @ForAll @IntRange(min = 0, max = 2000) int claimAge,
            @ForAll boolean launched) {
        Replica replica = claimed(pending("a", -age), -Math.min(age, claimAge), launched);
        cluster.sees(0, replica);

        Starting start = start(0);

        assertThat(start.expectedIn()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(start.credit()).isEqualTo(launched || age <= 60 ? 1 : 0);
    }

    private Starting start(double now) {
        return cluster.outlook(now).supply().starting().get(0);
    }

    private Optional<Leaving> leavingAt(double now) {
        return cluster.outlook(now).supply().leaving().stream().findFirst();
    }

    private double servingByTheHorizon(double now) {
        return cluster.servingWithin(now, cluster.leadTimes().horizon());
    }

    private static Replica unclaimed(Replica replica) {
        return with(replica, new Prospect(Optional.of(new Provisioning(Optional.empty())), Optional.empty()));
    }

    private static Replica claimed(Replica replica, double created, boolean launched) {
        Claim claim = new Claim(
                "gpu-x7", at(created), Optional.of(L4), launched, launched ? "not Registered" : "not Launched");
        return with(replica, new Prospect(Optional.of(new Provisioning(Optional.of(claim))), Optional.empty()));
    }

    private static Replica leaving(Replica replica, double at) {
        return with(
                replica,
                new Prospect(Optional.empty(), Optional.of(new Departure(at(at), "Capacity Block cr-1 ends"))));
    }

    private static Replica with(Replica replica, Prospect prospect) {
        return new Replica(replica.name(), replica.created(), replica.node(), replica.ready(), prospect);
    }
}
