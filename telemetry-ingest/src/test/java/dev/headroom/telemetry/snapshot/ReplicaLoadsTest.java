// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What replicas are said to have done. */
class ReplicaLoadsTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final double MILLIS = 1000;

    private final WorkloadWindows windows = windows();

    @Test
    void nothingIsKnownOfAWorkloadThatNobodyHeardOf() {
        assertThat(windows.replicaLoads(CHAT, START)).isEmpty();
    }

    @Test
    void tellsAReplicasRequestsAndWhatTheyGot() {
        // Two requests of 2 s: 100 and 300 tokens in, 11 and 31 out, a first token after 0.5 s and 1 s.
        absorb(request(1, at(11), Duration.ofSeconds(2))
                .on("a")
                .withTokens(100, 11)
                .withTimeToFirstToken(Duration.ofSeconds(1)));
        absorb(request(2, at(14), Duration.ofSeconds(2))
                .on("a")
                .withTokens(300, 31)
                .withTimeToFirstToken(Duration.ofMillis(500)));
        absorb(request(3, at(14), Duration.ofSeconds(2)).on("b").ended(Phase.ABORTED));

        List<ReplicaLoad> loads = windows.replicaLoads(CHAT, at(28));

        assertThat(loads).hasSize(1);
        ReplicaLoad load = loads.get(0);
        assertThat(load.replica()).isEqualTo("a");
        assertThat(load.interval()).isEqualTo(new Interval(at(10), at(20)));
        assertThat(load.requests()).isEqualTo(new ReplicaLoad.Requests(2, 200, 200, 21));
        // 1 s and 1.5 s for 10 and 30 gaps.
        assertThat(load.latency().interTokenLatency().orElseThrow()).isCloseTo(2.5 / 40, within(1e-9));
        assertThat(load.latency().timeToFirstToken().orElseThrow()).isBetween(0.47, 1.05);
        assertThat(load.occupancy().running()).isEmpty();
    }

    @Test
    void takesFromPromptsWhatCachesHeldAsServersCountIt() {
        for (int second = 0; second <= 30; second += 5) {
            absorb(
                    windows,
                    "a",
                    new ServerReading(
                            Origin.UNKNOWN,
                            "0",
                            at(second),
                            gauges(1, 0, 0),
                            new ServerCounters(
                                    known(second), known(second), known(60L * second), known(40L * second))));
        }
        absorb(request(1, at(14), Duration.ofSeconds(2)).on("a").withTokens(500, 11));

        assertThat(loadOf("a", 10, 31).requests().tokensToCompute()).isCloseTo(300, within(1e-9));
    }

    @Test
    void addsTheEnginesOfAReplicaOverAllScrapes() {
        scrape("a", "0", 11, gauges(4, 0, 0.2));
        scrape("a", "0", 16, gauges(6, 2, 0.4));
        scrape("a", "1", 12, gauges(10, 1, 0.6));
        scrape("a", "1", 17, gauges(20, 1, 0.8));

        ReplicaLoad.Occupancy occupancy = loadOf("a", 10, 30).occupancy();

        assertThat(occupancy.running()).hasValue(20);
        assertThat(occupancy.waiting()).hasValue(2);
        assertThat(occupancy.kvUsage().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(loadOf("a", 10, 30).requests().completed()).isZero();
    }

    @Test
    void doesNotKnowWhatAReplicaHeldWhileOneOfItsEnginesDoesNotShowIt() {
        for (int second = 1; second <= 30; second += 5) {
            scrape("a", "0", second, gauges(4, 0, 0.2));
            boolean cut = second > 10 && second < 20;
            if (!cut) {
                scrape("a", "1", second, gauges(4, 0, 0.2));
            }
        }

        assertThat(windows.replicaLoads(CHAT, at(38)))
                .filteredOn(load -> load.replica().equals("a"))
                .extracting(load -> load.interval().from())
                .containsExactly(at(0), at(20));
    }

    @Test
    void pairsLatenciesWithWhatWasHeldWhileRequestsWereDecoded() {
        // 10 are held until 30 s, 30 from then on; a request is decoded from 25 s to 35 s, so for half of it beside
        // each.
        for (int second = 1; second < 60; second += 5) {
            scrape("a", "0", second, gauges(second < 30 ? 10 : 30, 0, 0));
        }
        absorb(request(1, at(24), Duration.ofSeconds(11))
                .on("a")
                .withTimeToFirstToken(Duration.ofSeconds(1))
                .withTokens(10, 101));

        assertThat(loadOf("a", 30, 50).occupancy().running()).hasValue(20);
        // Without a request, what was held.
        assertThat(loadOf("a", 40, 60).occupancy().running()).hasValue(30);
    }

    @Test
    void speedAndLoadOfAStretchBelongTogetherWhileLoadRises() {
        // A step takes 10 ms and 1 ms more for each in the batch, of which there is one more each 2 s; answers take
        // some 25 s.
        double[] done = new double[8_000];
        for (int tick = 1; tick < done.length; tick++) {
            done[tick] = done[tick - 1] + 0.05 / stepAt(0.05 * tick);
        }

        int compared = 0;
        for (int from = 60; from < 300; from += 10) {
            Optional<ReplicaLoad> load = windowUpTo(from + 10, done).replicaLoads(CHAT, at(from + 18)).stream()
                    .filter(known -> known.requests().completed() > 0)
                    .reduce((first, last) -> last);
            if (load.isPresent()) {
                double running = load.get().occupancy().running().orElseThrow();
                double latency = load.get().latency().interTokenLatency().orElseThrow();
                assertThat(latency).isCloseTo(0.010 + 0.001 * running, within(0.02 * latency));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void aServersOwnWordReplacesThatOfOthersInWhateverOrderTheyCome() {
        RequestFixture byServer = request(1, at(14), Duration.ofSeconds(2)).on("a");
        RequestFixture byGateway =
                request(2, at(13), Duration.ofSeconds(3)).on("a").seenBy(Observer.GATEWAY);
        WorkloadWindows other = windows();
        absorb(byServer);
        absorb(byGateway);
        absorb(other, byGateway.completed());
        absorb(other, byServer.completed());

        List<ReplicaLoad> loads = windows.replicaLoads(CHAT, at(30));

        assertThat(loads).isEqualTo(other.replicaLoads(CHAT, at(30)));
        assertThat(loads.get(0).requests().completed()).isEqualTo(1);
        assertThat(loads.get(0).latency().interTokenLatency().orElseThrow()).isCloseTo(1.9 / 20, within(1e-9));
    }

    @Test
    void everyStretchIsToldToWhoeverAsksEveryTenSecondsEvenWhereTwoTurnsAreMissed() {
        Set<Instant> told = new HashSet<>();
        for (int second = 0; second <= 200; second++) {
            absorb(request(second, at(second - 1), Duration.ofSeconds(1)).on("a"));
            boolean asks = second % 30 == 9;
            if (asks) {
                for (ReplicaLoad load : windows.replicaLoads(CHAT, at(second))) {
                    assertThat(load.interval().to()).isBeforeOrEqualTo(at(second - 8));
                    told.add(load.interval().from());
                }
            }
        }

        for (int from = 0; from <= 170; from += 10) {
            assertThat(told).contains(at(from));
        }
    }

    @Property(tries = 20)
    void doesNotDependOnTheOrderInWhichTelemetryComes(@ForAll long seed) {
        Random random = new Random(seed);
        List<RequestObservation> observations = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            observations.add(request(i, at(40 * random.nextDouble()), Duration.ofMillis(100 + random.nextInt(9_000)))
                    .on("pod-" + random.nextInt(3))
                    .withTokens(random.nextInt(4_000), random.nextInt(700))
                    .completed());
        }
        List<RequestObservation> shuffled = new ArrayList<>(observations);
        Collections.shuffle(shuffled, random);
        WorkloadWindows one = windows();
        WorkloadWindows other = windows();

        observations.forEach(observation -> absorb(one, observation));
        shuffled.forEach(observation -> absorb(other, observation));

        List<ReplicaLoad> loads = one.replicaLoads(CHAT, at(58));
        assertThat(loads).isNotEmpty();
        assertThat(other.replicaLoads(CHAT, at(58))).isEqualTo(loads);
    }

    private static double batchAt(double second) {
        return 10 + second / 2;
    }

    private static double stepAt(double second) {
        return 0.010 + 0.001 * batchAt(second);
    }

    private static WorkloadWindows windowUpTo(int until, double[] done) {
        WorkloadWindows windows = windows();
        for (int second = 1; second < until; second += 5) {
            absorb(
                    windows,
                    "a",
                    new ServerReading(
                            Origin.UNKNOWN,
                            "0",
                            at(second),
                            gauges(Math.round(batchAt(second)), 0, 0),
                            ServerCounters.UNKNOWN));
        }
        for (int begin = 0; begin < done.length; begin += 20) {
            int end = begin;
            while (end < done.length - 1 && done[end] - done[begin] < 500) {
                end++;
            }
            if (0.05 * end < until) {
                Duration decoding = Duration.ofMillis(50L * (end - begin));
                absorb(
                        windows,
                        request(begin, at(0.05 * begin - 0.2), decoding.plusMillis(200))
                                .on("a")
                                .withTimeToFirstToken(Duration.ofMillis(200))
                                .withTokens(10, 501)
                                .completed());
            }
        }
        return windows;
    }

    private ReplicaLoad loadOf(String replica, int from, int now) {
        return windows.replicaLoads(CHAT, at(now)).stream()
                .filter(load -> load.replica().equals(replica))
                .filter(load -> load.interval().from().equals(at(from)))
                .findFirst()
                .orElseThrow();
    }

    private void absorb(RequestFixture request) {
        absorb(request.completed());
    }

    private void absorb(RequestObservation observation) {
        absorb(windows, observation);
    }

    private static void absorb(WorkloadWindows windows, RequestObservation observation) {
        windows.absorb(CHAT, observation.origin().pod().replica(), observation);
    }

    private static void absorb(WorkloadWindows windows, String replica, ServerReading reading) {
        windows.absorb(CHAT, replica, reading, reading.at());
    }

    private void scrape(String replica, String engine, int second, ServerGauges gauges) {
        absorb(windows, replica, new ServerReading(Origin.UNKNOWN, engine, at(second), gauges, ServerCounters.UNKNOWN));
    }

    private static ServerGauges gauges(long running, long waiting, double kvUsage) {
        return new ServerGauges(known(running), known(waiting), OptionalDouble.of(kvUsage));
    }

    private static OptionalLong known(long value) {
        return OptionalLong.of(value);
    }

    private static Instant at(double second) {
        return START.plusMillis(Math.round(MILLIS * second));
    }

    private static WorkloadWindows windows() {
        FeedStatus feed = new FeedStatus(START, Optional.of(Instant.MAX), true, Optional.empty());
        return new WorkloadWindows(() -> feed, ReplicaWatch.NONE, SnapshotSettings.DEFAULTS);
    }
}
