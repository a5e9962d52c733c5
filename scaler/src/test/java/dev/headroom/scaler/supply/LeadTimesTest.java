// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import static dev.headroom.scaler.supply.ClusterFixture.USUAL;
import static dev.headroom.scaler.supply.ClusterFixture.load;
import static dev.headroom.scaler.supply.ClusterFixture.loading;
import static dev.headroom.scaler.supply.ClusterFixture.newNodeStart;
import static dev.headroom.scaler.supply.ClusterFixture.pending;
import static dev.headroom.scaler.supply.ClusterFixture.ready;
import static dev.headroom.scaler.supply.ClusterFixture.warmStart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LeadTimesTest {
    private final ClusterFixture cluster = new ClusterFixture();

    @Example
    void withoutAStartTheHorizonIsTheUsualOne() {
        assertThat(cluster.leadTimes().horizon()).isEqualTo(USUAL);
    }

    @Example
    void theUsualHorizonHasToBeLongerThanTheWaitForTheHpa() {
        assertThatThrownBy(() -> LeadTimes.remembering(LeadTimes.Memory.NONE, Duration.ofSeconds(15)))
                .hasMessage("usual must be longer than PT15S, was PT15S");
    }

    @Example
    void aFewStartsMoveItQuickly() {
        assertThat(cluster.warmStarts(1, 40).horizonSeconds()).isBetween(85.0, 110.0);
        assertThat(cluster.warmStarts(3, 40).horizonSeconds()).isBetween(50.0, 75.0);
        assertThat(cluster.warmStarts(12, 40).horizonSeconds())
                .as("40 s, and 15 s until the HPA asks")
                .isEqualTo(55);
    }

    @Example
    void oneStartThatIsLongLengthensItAtOnce() {
        assertThat(cluster.warmStarts(1, 300).horizonSeconds()).isEqualTo(315);
    }

    @Example
    void aReplicaCountsOnceHoweverOftenItIsSeen() {
        for (int look = 0; look < 5; look++) {
            cluster.sees(100 + look, warmStart("a", 0, 90));
        }
        assertThat(cluster.leadTimes().starts()).isEqualTo(1);

        cluster.sees(110, loading("a", 0, 1));
        cluster.sees(140, ready(loading("a", 0, 1), 139));

        assertThat(cluster.leadTimes().starts())
                .as("it lost Ready and came back")
                .isEqualTo(1);
    }

    @Example
    void anotherReplicaOfTheSameNameIsAnotherStart() {
        cluster.sees(100, warmStart("chat-0", 0, 90));

        cluster.sees(300, warmStart("chat-0", 200, 90));

        assertThat(cluster.leadTimes().starts()).isEqualTo(2);
    }

    @Example
    void whatWasReadyAtOnceIsNoStart() {
        cluster.sees(10, ready(loading("a", 0, 0), 0));

        assertThat(cluster.leadTimes().starts()).isZero();
    }

    @Example
    void whatWasReadyLongAfterItCameIsNoStart() {
        cluster.sees(10_000, warmStart("a", 0, 9_000));

        assertThat(cluster.leadTimes().starts()).isZero();
    }

    @Example
    void aStartThatIsGivenUpTeachesNothing() {
        cluster.warmStarts(6, 300);
        double before = cluster.horizonSeconds();

        cluster.sees(0, loading("b", 0, 1)).sees(20, loading("b", 0, 1)).sees(21);
        cluster.sees(100, loading("c", 100, 101))
                .sees(900, loading("c", 100, 101))
                .sees(901);

        assertThat(cluster.horizonSeconds()).isEqualTo(before);
        assertThat(cluster.leadTimes().starts()).isEqualTo(6);
    }

    @Example
    void startsThatStillGoOnLengthenItOnceTheyAreLate() {
        cluster.warmStarts(6, 50);
        double before = cluster.horizonSeconds();

        cluster.sees(30, loading("b", 0, 1), loading("c", 0, 1));
        assertThat(cluster.horizonSeconds()).isEqualTo(before);
        cluster.sees(200, loading("b", 0, 1), loading("c", 0, 1));

        assertThat(cluster.horizonSeconds()).isGreaterThan(before + 100);
    }

    @Example
    void halfAnHourIsNoStartButAFault() {
        cluster.warmStarts(6, 50);
        double before = cluster.horizonSeconds();

        cluster.sees(1, loading("b", 0, 1), loading("c", 0, 1));
        cluster.sees(1801, loading("b", 0, 1), loading("c", 0, 1));

        assertThat(cluster.horizonSeconds()).isEqualTo(before);
    }

    @Example
    void warmAndNewNodesAreKeptApart() {
        cluster.warmStarts(8, 50);
        for (int start = 0; start < 8; start++) {
            cluster.sees(400, newNodeStart("new-" + start, start, 390));
        }

        assertThat(likelySeconds(NodeKind.WARM)).isEqualTo(50);
        assertThat(likelySeconds(NodeKind.NEW)).isEqualTo(390);
        assertThat(cluster.leadTimes().nextNode()).isEqualTo(NodeKind.NEW);
        assertThat(cluster.horizonSeconds()).isEqualTo(405);

        cluster.warmStarts(12, 50);

        assertThat(cluster.leadTimes().nextNode()).isEqualTo(NodeKind.WARM);
        assertThat(cluster.horizonSeconds()).as("the next one finds room").isEqualTo(65);
    }

    @Example
    void whileAReplicaWaitsForRoomTheNextOneNeedsANewNode() {
        cluster.warmStarts(8, 50);

        cluster.sees(5, pending("b", 0));
        assertThat(cluster.leadTimes().nextNode())
                .as("the scheduler takes a moment")
                .isEqualTo(NodeKind.WARM);
        cluster.sees(20, pending("b", 0));

        assertThat(cluster.leadTimes().nextNode()).isEqualTo(NodeKind.NEW);
        assertThat(cluster.horizonSeconds())
                .as("a warm start, and 195 s for a node and its image")
                .isEqualTo(260);
    }

    @Example
    void aNodeThatCannotBeSeenIsNewIfItWasWaitedFor() {
        Replica.Node unseen = new Replica.Node(Optional.empty(), Optional.empty(), Optional.of(ClusterFixture.at(60)));
        Replica starting = new Replica("a", ClusterFixture.at(0), Optional.of(unseen), Optional.empty());

        cluster.sees(200, ready(starting, 190));

        assertThat(cluster.leadTimes().nextNode()).isEqualTo(NodeKind.NEW);
    }

    @Example
    void aColdEngineAddsToItsStart() {
        cluster.warmStarts(8, 50);
        for (int start = 0; start < 8; start++) {
            String name = "c-" + start;
            cluster.sees(50, warmStart("a", -100, 50), warmStart(name, 0, 50));
            cluster.hears(71, load("a", 50, 9, 0.02), load(name, 50, 1, 0.09));
            cluster.hears(81, load("a", 60, 9, 0.02), load(name, 60, 5, 0.05), load(name, 70, 5, 0.021));
            cluster.hears(91, load("a", 80, 9, 0.02), load(name, 80, 5, 0.06));
        }

        assertThat(cluster.leadTimes().memory().starts()).last().satisfies(start -> {
            assertThat(start.settled()).isTrue();
            assertThat(start.slowFor()).as("slow until 70 s").isEqualTo(20);
        });
    }

    @Example
    void anEngineThatHadNothingToDoIsNotCalledCold() {
        cluster.sees(50, warmStart("a", -100, 50), warmStart("b", 0, 50));
        cluster.hears(200, load("a", 180, 9, 0.02), load("b", 180, 3, 0.02));

        assertThat(cluster.leadTimes().memory().starts())
                .allSatisfy(start -> assertThat(start.slowFor()).isZero());
    }

    @Example
    void aHandOverForgetsNothingAndCountsNothingTwice() {
        Replica late = loading("b", 90, 91);
        cluster.sees(100, warmStart("a", 0, 40), late);

        cluster.handedOver().sees(200, warmStart("a", 0, 40), ready(late, 195), warmStart("c", 130, 50));

        assertThat(cluster.leadTimes().memory().starts())
                .extracting(Start::replica)
                .containsExactly("a", "b", "c");
    }

    @Example
    void whatWasRememberedStaysSoUntilTheFirstLook() {
        cluster.sees(100, warmStart("a", 0, 40), loading("b", 90, 91));
        LeadTimes.Memory before = cluster.leadTimes().memory();

        assertThat(cluster.handedOver().leadTimes().memory()).isEqualTo(before);
    }

    @Example
    void fourOfFiveOfTheNewestStartsWereNoLonger() {
        for (int start = 1; start <= 60; start++) {
            cluster.sees(2_000, warmStart("r" + start, start, 10 * start));
        }

        assertThat(cluster.leadTimes().starts()).as("the newest").isEqualTo(LeadTimes.KEPT);
        assertThat(likelySeconds(NodeKind.WARM))
                .as("the 26th of 32, from 290 to 600 s")
                .isEqualTo(540);
    }

    @Property
    void aStartThatStillGoesOnNeverShortensIt(
            @ForAll @Size(max = 40) List<@IntRange(min = 5, max = 900) Integer> lasted,
            @ForAll @Size(max = 10) List<@IntRange(min = 1, max = 1_700) Integer> ages) {
        ClusterFixture world = new ClusterFixture();
        for (int seconds : lasted) {
            world.sees(0, warmStart("r" + world.leadTimes().starts(), -2_000, seconds));
        }
        world.sees(0);
        double before = world.horizonSeconds();

        world.sees(
                0,
                ages.stream().map(age -> loading("late-" + age, -age, 1 - age)).toArray(Replica[]::new));

        assertThat(world.horizonSeconds()).isGreaterThanOrEqualTo(before);
    }

    @Example
    void aLeadTimeIsNeverShorterThanItsBoundNorLonger() {
        assertThat(cluster.warmStarts(48, 1).leadTimes().likely(NodeKind.WARM)).isEqualTo(LeadTimes.ASK_DELAY);
        assertThat(cluster.warmStarts(48, 1_799).leadTimes().horizon()).isEqualTo(LeadTimes.LONGEST);
    }

    private double likelySeconds(NodeKind node) {
        return cluster.leadTimes().likely(node).toMillis() / 1000.0;
    }
}
