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
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A server and a gateway may tell of the same requests, each in its own way; and requests end in more ways than one. */
class ObserversTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration AT_THE_SERVER = Duration.ofSeconds(2);
    private static final Duration AT_THE_GATEWAY = Duration.ofSeconds(3);
    /** Ids of a gateway never match those of a server. */
    private static final long GATEWAYS_IDS = 1_000_000;

    private Instant now = START;
    /** When the feed was last heard of; now, as a rule. */
    private @Nullable Instant contact;

    private final PriorityQueue<RequestObservation> toCome =
            new PriorityQueue<>(Comparator.comparing(RequestObservation::eventTime));
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(START, Optional.of(contact == null ? now : contact), true, Optional.empty()),
            ReplicaWatch.NONE,
            SnapshotSettings.DEFAULTS);

    @Test
    void requestsThatServersAndAGatewayTellOfAreCountedOnce() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheServer(i).completed());
            absorb(atTheGateway(i).admitted());
            absorb(atTheGateway(i).completed());
        }

        ArrivalRate rate = readAt(202).arrivals().orElseThrow();

        assertThat(rate.source()).isEqualTo(ArrivalSource.ADMISSIONS);
        assertThat(rate.perSecond()).isCloseTo(10, within(0.2));
    }

    @Test
    void soAreTheirEndsAlone() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheServer(i).completed());
            absorb(atTheGateway(i).completed());
        }

        assertThat(readAt(202).arrivals().orElseThrow().perSecond()).isCloseTo(10, within(0.2));
    }

    /** One request in five minutes may be silent for long; that its end was told of says that nobody waits. */
    @Test
    void whoTellsOfAdmissionsIsIdleSoonHoweverSeldomAnythingComes() {
        absorb(atTheGateway(1).admitted());
        absorb(atTheGateway(1).completed());

        assertThat(readAt(12).state()).isInstanceOf(TelemetryState.Fresh.class);
        assertThat(readAt(15).state()).isInstanceOf(TelemetryState.Idle.class);
    }

    @Test
    void aFeedThatNobodyReadsTellsOfNoIdleness() {
        absorb(atTheGateway(1).admitted());
        absorb(atTheGateway(1).completed());
        contact = START.plusSeconds(5);

        assertThat(readAt(15).state()).isInstanceOf(TelemetryState.Fresh.class);
    }

    /** Nobody read for ten seconds: what the last scrapes showed is no idleness since then. */
    @Test
    void scrapesThatNobodyReadsTellOfNoIdleness() {
        for (int second = 0; second <= 20; second += 5) {
            windows.absorb(CHAT, "pod-1", scrape(second, second), START.plusSeconds(second));
        }
        contact = START.plusSeconds(22);

        assertThat(readAt(34).state()).isInstanceOf(TelemetryState.Fresh.class);

        contact = START.plusSeconds(34);

        assertThat(readAt(34).state()).isInstanceOf(TelemetryState.Idle.class);
    }

    @Test
    void whoAsksFirstOfAllIsUnfinished() {
        absorb(atTheGateway(1).admitted());

        assertThat(readAt(1).unfinished().count()).isEqualTo(1);
    }

    @Test
    void wherePodsAreScrapedTheySayWhatIsUnfinishedAsLongAsNoEndIsToldOf() {
        absorb(atTheGateway(1).admitted());
        windows.absorb(CHAT, "pod-1", scrape(1, 0), START.plusSeconds(1));

        assertThat(readAt(1).unfinished().count()).isZero();
    }

    @Test
    void latenciesAreTheServersWhereTheyTell() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheServer(i).completed());
            absorb(atTheGateway(i).completed());
        }

        Reading reading = readAt(202).now();

        assertThat(reading.endToEnd().valueAt(99).orElseThrow()).isCloseTo(2, within(0.03));
        assertThat(reading.completed()).isEqualTo(reading.endToEnd().count()).isBetween(590L, 720L);
    }

    @Test
    void andTheGatewaysWhereNobodyElseDoes() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheGateway(i).completed());
        }

        assertThat(readAt(202).now().endToEnd().valueAt(99).orElseThrow()).isCloseTo(3, within(0.04));
    }

    @Test
    void whatOnlyTheGatewaySawGivenUpIsKnown() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheServer(i).completed());
            absorb(
                    i % 10 == 0
                            ? atTheGateway(i).ended(Phase.ABORTED)
                            : atTheGateway(i).completed());
        }

        Reading reading = readAt(202).now();

        assertThat(reading.ends().aborted()).isBetween(59L, 72L);
        assertThat(reading.completed()).isBetween(590L, 720L);
    }

    @Test
    void whatAGatewayAdmittedIsKnownToHaveEndedThoughServersTellOfItToo() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheServer(i).completed());
            absorb(atTheGateway(i).admitted());
            if (i < 1_990) {
                absorb(atTheGateway(i).completed());
            }
        }

        assertThat(readAt(202).unfinished().count()).isEqualTo(10);
    }

    @Test
    void requestsThatSomeGiveUpAfterLongDoNotKeepTheRateFromBeingWhole() {
        int wholeReadings = 0;
        int next = 0;
        for (int second = 0; second < 400; second++) {
            for (; next < 20 * second; next++) {
                Instant arrival = START.plusMillis(50L * next);
                boolean givenUp = next % 10 == 0;
                RequestFixture sent = request(next, arrival, givenUp ? Duration.ofSeconds(60) : AT_THE_SERVER);
                absorbWhenItEnds(givenUp ? sent.ended(Phase.ABORTED) : sent.completed());
            }
            tellUpTo(START.plusSeconds(second));
            boolean settled = second >= 200;
            wholeReadings += settled
                            && readAt(second)
                                    .arrivals()
                                    .filter(ArrivalRate::whole)
                                    .isPresent()
                    ? 1
                    : 0;
        }

        // A notable fall, which is carried and so not whole, is one steady minute in six; each is seen for a minute.
        assertThat(wholeReadings).isGreaterThan(80);
        assertThat(readAt(399).arrivals().orElseThrow().perSecond()).isCloseTo(20, within(1.0));
    }

    @Test
    void requestsThatAllFailAreArrivals() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheGateway(i).ended(Phase.FAILED));
        }

        assertThat(readAt(205).arrivals().orElseThrow().perSecond()).isCloseTo(10, within(0.2));
    }

    @Test
    void nobodyIsIdleWhileAnAdmittedRequestIsOpen() {
        for (int i = 0; i < 100; i++) {
            absorb(atTheGateway(i).admitted());
            absorb(atTheGateway(i).completed());
        }
        absorb(atTheGateway(1_000).admitted());
        for (int second = 110; second <= 170; second += 5) {
            windows.absorb(CHAT, "pod-1", scrapeOfNothing(second), START.plusSeconds(second));
        }

        WorkloadSnapshot open = readAt(171);
        absorb(atTheGateway(1_000).completed());
        WorkloadSnapshot ended = readAt(171);

        assertThat(open.unfinished().count()).isEqualTo(1);
        assertThat(open.state().word()).isEqualTo("fresh");
        assertThat(ended.state().word()).isEqualTo("idle");
    }

    @Test
    void moreEndsThanServersFinishAreNamed() {
        for (int i = 0; i < 2_000; i++) {
            absorb(atTheServer(i).completed());
        }
        for (int second = 0; second <= 200; second += 5) {
            windows.absorb(CHAT, "pod-1", scrape(second, 5L * second), START.plusSeconds(second));
        }

        assertThat(readAt(202).state().cause())
                .contains("events report 2")
                .contains("two sources report the same requests");
    }

    private void absorbWhenItEnds(RequestObservation ended) {
        toCome.add(ended);
    }

    private void tellUpTo(Instant time) {
        while (!toCome.isEmpty() && !toCome.peek().eventTime().isAfter(time)) {
            absorb(toCome.poll());
        }
    }

    private static RequestFixture atTheServer(int i) {
        return request(i, START.plusMillis(100L * i), AT_THE_SERVER);
    }

    private static RequestFixture atTheGateway(int i) {
        return request(GATEWAYS_IDS + i, START.plusMillis(100L * i), AT_THE_GATEWAY)
                .seenBy(Observer.GATEWAY);
    }

    private static ServerReading scrapeOfNothing(int second) {
        return scrape(second, 100);
    }

    private static ServerReading scrape(int second, long finished) {
        return new ServerReading(
                Origin.UNKNOWN,
                "0",
                START.plusSeconds(second),
                new ServerGauges(OptionalLong.of(0), OptionalLong.of(0), OptionalDouble.empty()),
                new ServerCounters(
                        OptionalLong.of(finished),
                        OptionalLong.of(finished),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
    }

    private void absorb(RequestObservation observation) {
        windows.absorb(CHAT, Optional.of("pod-1"), observation);
    }

    private WorkloadSnapshot readAt(int second) {
        now = START.plusSeconds(second);
        return windows.readAt(CHAT, now);
    }
}
