// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is made of servers' gauges and counters. */
class ServersTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Optional<ReplicaWatch.Wanted> wanted = Optional.empty();
    private Instant now = START;
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(START, Optional.of(now), true, Optional.empty()),
            (workload, at) -> wanted,
            SnapshotSettings.DEFAULTS);

    @Test
    void countsWhatEndedAndWhatServersCameToHold() {
        // Two servers: 3 and 2 a second end, and the first comes to hold one more each second.
        for (int second = 0; second <= 140; second += 5) {
            scrape("a", second, 10L + second, 3L * second);
            scrape("b", second, 4, 2L * second);
        }

        ArrivalRate rate = readAt(142).arrivals().orElseThrow();

        assertThat(rate.perSecond()).isCloseTo(6, within(1e-9));
        assertThat(rate.source()).isEqualTo(ArrivalSource.SERVERS);
        assertThat(rate.whole()).isTrue();
        assertThat(rate.to()).isEqualTo(START.plusSeconds(140));
        assertThat(readAt(142).arrivalsBefore().orElseThrow().perSecond()).isCloseTo(6, within(1e-9));
    }

    @Test
    void addsWhatIsInHand() {
        scrape("a", 0, 7, 100);
        scrape("b", 2, 5, 900);

        ServerStatus servers = readAt(10).servers();

        assertThat(servers.load().inFlight()).hasValue(12);
        assertThat(servers.replicasScraped()).isEqualTo(2);
        assertThat(servers.heartbeat()).hasValue(START.plusSeconds(2));
    }

    @Test
    void addsTheEnginesOfOneReplica() {
        absorb("a", "0", 0, new ServerGauges(known(7), known(0), OptionalDouble.of(0.2)), ServerCounters.UNKNOWN);
        absorb("a", "1", 0, new ServerGauges(known(5), known(1), OptionalDouble.of(0.9)), ServerCounters.UNKNOWN);

        ServerStatus servers = readAt(1).servers();

        assertThat(servers.replicasScraped()).isEqualTo(1);
        assertThat(servers.load().inFlight()).hasValue(13);
        assertThat(servers.load().kvUsage()).hasValue(0.9);
    }

    @Test
    void addsTheCachesOfOneReplicasEnginesAndTakesTheLeastReplica() {
        state("a", "0", 0, known(4_000));
        state("a", "1", 0, known(4_500));
        state("b", "0", 0, known(9_000));

        assertThat(readAt(1).servers().kvTokensPerReplica()).hasValue(8_500);
    }

    @Test
    void doesNotAddCachesOfWhichOneIsUnknown() {
        state("a", "0", 0, known(4_000));
        state("a", "1", 0, OptionalLong.empty());
        assertThat(readAt(1).servers().kvTokensPerReplica()).isEmpty();

        state("b", "0", 0, known(9_000));

        assertThat(readAt(1).servers().kvTokensPerReplica()).hasValue(9_000);
    }

    @Test
    void forgetsTheCacheOfAReplicaThatIsScrapedNoMore() {
        state("a", "0", 0, known(4_000));
        state("b", "0", 0, known(9_000));

        state("b", "0", 100, known(9_000));

        assertThat(readAt(101).servers().kvTokensPerReplica()).hasValue(9_000);
    }

    @Test
    void knowsNoCacheWhereNoServerStatesOne() {
        scrape("a", 0, 3, 100);

        assertThat(readAt(1).servers().kvTokensPerReplica()).isEmpty();
    }

    @Test
    void putsThePartsOfOneScrapeTogether() {
        ServerGauges running = new ServerGauges(known(7), OptionalLong.empty(), OptionalDouble.empty());
        ServerGauges waiting = new ServerGauges(OptionalLong.empty(), known(2), OptionalDouble.empty());
        absorb("a", "0", 0, running, ServerCounters.UNKNOWN);
        assertThat(readAt(1).servers().load().inFlight()).isEmpty();

        absorb("a", "0", 0, waiting, ServerCounters.UNKNOWN);

        assertThat(readAt(1).servers().load().inFlight()).hasValue(9);
    }

    @Test
    void takesACounterThatFellForARestart() {
        // 2 a second; at 60 s the server begins anew with nothing in hand, and its 8 are lost.
        for (int second = 0; second < 60; second += 5) {
            scrape("a", second, 8, 1_000 + 2L * second);
        }
        for (int second = 60; second <= 120; second += 5) {
            scrape("a", second, second == 60 ? 0 : 8, 2L * (second - 60));
        }

        double perSecond = readAt(121).arrivals().orElseThrow().perSecond();

        // In the last minute 120 ended and it came to hold 8, of which samples 10 s apart show all but what fell
        // between two.
        assertThat(perSecond).isBetween(118 / 60.0, 128 / 60.0);
    }

    @Test
    void countsThoseThatGaveUpAfterTheirFirstToken() {
        // 5 a second get a first token, 2 of them leave before the end, uncounted.
        for (int second = 0; second <= 120; second += 5) {
            absorb(
                    "a",
                    "0",
                    second,
                    new ServerGauges(known(10), known(0), OptionalDouble.empty()),
                    new ServerCounters(
                            known(3L * second), known(5L * second), OptionalLong.empty(), OptionalLong.empty()));
        }

        assertThat(readAt(121).arrivals().orElseThrow().perSecond()).isCloseTo(5, within(1e-9));
    }

    @Test
    void doesNotKnowTheRateWithoutCounters() {
        for (int second = 0; second <= 120; second += 5) {
            absorb(
                    "a",
                    "0",
                    second,
                    new ServerGauges(known(10), known(0), OptionalDouble.empty()),
                    ServerCounters.UNKNOWN);
        }

        assertThat(readAt(121).arrivals()).isEmpty();
        assertThat(readAt(121).state().word()).isEqualTo("fresh");
    }

    @Test
    void aServerThatFellSilentWithRequestsInHandLeavesTheRateNotWhole() {
        for (int second = 0; second <= 120; second += 5) {
            scrape("a", second, 4, 3L * second);
            if (second < 90) {
                scrape("b", second, 4, 3L * second);
            }
        }

        ArrivalRate rate = readAt(121).arrivals().orElseThrow();

        assertThat(rate.whole()).isFalse();
        assertThat(rate.completeness()).isEqualTo(0.5);
    }

    @Test
    void aServerThatLeftWithNothingInHandIsNotMissed() {
        for (int second = 0; second <= 120; second += 5) {
            scrape("a", second, 4, 3L * second);
            if (second < 90) {
                scrape("b", second, second < 85 ? 4 : 0, 3L * second);
            }
        }

        assertThat(readAt(121).arrivals().orElseThrow().whole()).isTrue();
    }

    @Test
    void believesEndsWhereTheyShowMuchMoreThanServersDo() {
        // One of two servers is not scraped.
        for (int second = 0; second <= 180; second += 5) {
            scrape("a", second, 4, 5L * second);
        }
        for (int i = 0; i < 1_700; i++) {
            completed(i, START.plusMillis(100L * i));
        }

        ArrivalRate rate = readAt(181).arrivals().orElseThrow();

        assertThat(rate.source()).isEqualTo(ArrivalSource.ENDS);
        assertThat(rate.perSecond()).isCloseTo(10, within(0.1));
    }

    @Test
    void believesServersWhereAdmissionsShowMuchLess() {
        // The gateway tells of every fifth request.
        for (int second = 0; second <= 180; second += 5) {
            scrape("a", second, 4, 10L * second);
        }
        for (int i = 0; i < 360; i++) {
            windows.absorb(
                    CHAT,
                    Optional.empty(),
                    request(i, START.plusMillis(500L * i), Duration.ofSeconds(1))
                            .admitted());
        }

        ArrivalRate rate = readAt(181).arrivals().orElseThrow();

        assertThat(rate.source()).isEqualTo(ArrivalSource.SERVERS);
        assertThat(rate.perSecond()).isCloseTo(10, within(0.1));
    }

    @Test
    void tellsHowManyOfTheRequestsEventsTellOf() {
        for (int second = 0; second <= 180; second += 5) {
            scrape("a", second, 4, 10L * second);
        }
        for (int i = 0; i < 900; i++) {
            completed(i, START.plusMillis(200L * i));
        }

        ServerStatus servers = readAt(181).servers();

        assertThat(servers.coverage().orElseThrow()).isCloseTo(0.5, within(0.02));
        assertThat(readAt(181).state().cause()).contains("events report only 50 % of the requests that servers finish");
    }

    @Test
    void takesPrefixCacheHitsFromThePromptAsTheServersCountThem() {
        for (int second = 0; second <= 180; second += 5) {
            absorb(
                    "a",
                    "0",
                    second,
                    new ServerGauges(known(1), known(0), OptionalDouble.empty()),
                    new ServerCounters(known(second), known(second), known(60L * second), known(40L * second)));
        }
        completed(1, START.plusSeconds(100));

        assertThat(readAt(181).servers().cachedShare().orElseThrow()).isCloseTo(0.4, within(1e-9));
        // Of 100 prompt tokens.
        assertThat(readAt(181).recent().tokensToCompute().orElseThrow()).isCloseTo(60, within(1e-9));
    }

    @Test
    void isIdleTenSecondsAfterTheLastRequest() {
        for (int second = 0; second <= 120; second += 5) {
            scrape("a", second, second < 60 ? 3 : 0, 7);
        }

        assertThat(readAt(64).state().word()).isEqualTo("fresh");
        TelemetryState state = readAt(121).state();
        assertThat(state.word()).isEqualTo("idle");
        assertThat(state.since()).isEqualTo(START.plusSeconds(55));
    }

    @Test
    void isNotIdleWhileAWantedReplicaIsNotScraped() {
        wanted = Optional.of(new ReplicaWatch.Wanted(2, Optional.empty()));
        for (int second = 0; second <= 120; second += 5) {
            scrape("a", second, 0, 7);
        }

        assertThat(readAt(121).state().word()).isEqualTo("fresh");
    }

    @Test
    void isDarkWhenAllServersFallSilent() {
        scrape("a", 0, 3, 7);

        assertThat(readAt(20).state().word()).isEqualTo("fresh");
        assertThat(readAt(21).state().word()).isEqualTo("dark");
        assertThat(readAt(21).state().since()).isEqualTo(START);
    }

    @Test
    void isIdleWhenNoReplicaIsWantedAndUnobservableWhileTheFirstOneStarts() {
        scrape("a", 0, 0, 7);

        wanted = Optional.of(new ReplicaWatch.Wanted(0, Optional.of(START.plusSeconds(10))));
        assertThat(readAt(600).state().word()).isEqualTo("idle");

        wanted = Optional.of(new ReplicaWatch.Wanted(1, Optional.of(START.plusSeconds(600))));
        TelemetryState starting = readAt(900).state();
        assertThat(starting.word()).isEqualTo("unobservable");
        assertThat(starting.since()).isEqualTo(START.plusSeconds(600));
    }

    @Test
    void staysIdleWhenItsLastReplicaIsRemovedHoweverRarelyRequestsCame() {
        wanted = Optional.of(new ReplicaWatch.Wanted(1, Optional.empty()));
        completed(1, START);
        for (int second = 0; second <= 95; second += 5) {
            scrape("a", second, 0, second < 5 ? 0 : 1);
        }
        TelemetryState running = readAt(95).state();
        assertThat(running.word()).isEqualTo("idle");

        wanted = Optional.of(new ReplicaWatch.Wanted(0, Optional.of(START.plusSeconds(95))));
        for (int second = 96; second <= 300; second += 3) {
            TelemetryState removed = readAt(second).state();
            assertThat(removed.word()).isEqualTo("idle");
            assertThat(removed.since()).isEqualTo(running.since());
        }
    }

    @Test
    void isFreshWhenARequestEndsThoughNoReplicaIsWanted() {
        wanted = Optional.of(new ReplicaWatch.Wanted(0, Optional.empty()));
        completed(1, START.plusSeconds(40));

        assertThat(readAt(45).state().word()).isEqualTo("fresh");
        assertThat(readAt(55).state().word()).as("a batch may come late").isEqualTo("fresh");
        assertThat(readAt(90).state().word()).isEqualTo("idle");
    }

    private void completed(int number, Instant arrival) {
        windows.absorb(
                CHAT,
                Optional.of("a"),
                request(number, arrival, Duration.ofSeconds(1)).completed());
    }

    private void scrape(String replica, int second, long inFlight, long finished) {
        absorb(
                replica,
                "0",
                second,
                new ServerGauges(known(inFlight), known(0), OptionalDouble.empty()),
                new ServerCounters(known(finished), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
    }

    private void absorb(String replica, String engine, int second, ServerGauges gauges, ServerCounters counters) {
        absorb(replica, new ServerReading(Origin.UNKNOWN, engine, START.plusSeconds(second), gauges, counters));
    }

    private void absorb(String replica, ServerReading reading) {
        windows.absorb(CHAT, replica, reading, reading.at());
    }

    private void state(String replica, String engine, int second, OptionalLong kvTokens) {
        absorb(
                replica,
                new ServerReading(
                        Origin.UNKNOWN,
                        engine,
                        START.plusSeconds(second),
                        new ServerGauges(known(1), known(0), OptionalDouble.empty()),
                        ServerCounters.UNKNOWN,
                        new ServerLimits(kvTokens)));
    }

    private static OptionalLong known(long value) {
        return OptionalLong.of(value);
    }

    private WorkloadSnapshot readAt(int second) {
        now = START.plusSeconds(second);
        return windows.readAt(CHAT, now);
    }
}
