// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WorkloadWindowsTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);

    /** The feed is as good as it gets unless a test says otherwise; its contact is then always just now. */
    private Optional<FeedStatus> feed = Optional.empty();

    private Instant now = START;
    private final WorkloadWindows windows =
            new WorkloadWindows(() -> feed.orElseGet(this::healthyFeed), ReplicaWatch.NONE, SnapshotSettings.DEFAULTS);

    @Test
    void isNewBeforeAnyEvent() {
        WorkloadSnapshot snapshot = readAt(START.plusSeconds(30));

        assertThat(snapshot.state().word()).isEqualTo("new");
        assertThat(snapshot.arrivals()).isEmpty();
        assertThat(snapshot.now().endToEnd().valueAt(95)).isEmpty();
        assertThat(snapshot.servers().replicasSeen()).isZero();
    }

    @Test
    void aWindowThatBeganToListenInTheMiddleOfTrafficIsNotWholeBeforeItsIntervalIs() {
        // Requests of up to 30 s were running when the first end was told.
        Instant listening = START.plusSeconds(100);
        for (int i = 0; i < 2_000; i++) {
            Instant arrival = START.plusMillis(100L * i);
            Duration endToEnd = Duration.ofSeconds(1 + (i * 7) % 30);
            if (!arrival.plus(endToEnd).isBefore(listening)) {
                absorb(windows, request(i, arrival, endToEnd).completed());
            }
        }

        assertThat(readAt(START.plusSeconds(140)).arrivals().orElseThrow().whole())
                .isFalse();
        assertThat(readAt(START.plusSeconds(200)).arrivals().orElseThrow().whole())
                .isTrue();
    }

    @Test
    void aHoleThatChanceDoesNotExplainLeavesTheRateNotWhole() {
        for (int i = 0; i < 3_000; i++) {
            Instant arrival = START.plusMillis(100L * i);
            boolean lost = i >= 1_000 && i < 1_200;
            if (!lost) {
                absorb(windows, request(i, arrival, FOUR_SECONDS).completed());
            }
        }

        ArrivalRate behindTheHole = readAt(START.plusSeconds(150)).arrivals().orElseThrow();
        ArrivalRate later = readAt(START.plusSeconds(250)).arrivals().orElseThrow();

        // 20 of 60 s are missing; what was known before stands for them.
        assertThat(behindTheHole.perSecond()).isCloseTo(10, within(0.2));
        assertThat(behindTheHole.completeness()).isCloseTo(0.67, within(0.05));
        assertThat(behindTheHole.whole()).isFalse();
        assertThat(later.whole()).isTrue();
    }

    @Test
    void whatCameInAMinuteIsKnownWhenItsRequestsHaveEnded() {
        // Ten a second come; in the third minute they begin to queue, and take a second longer for each second that
        // passes.
        for (int i = 0; i < 3_000; i++) {
            Instant arrival = START.plusMillis(100L * i);
            Duration queued = Duration.ofMillis(Math.max(0, 100L * (i - 1_200) / 10 * 10));
            absorb(windows, request(i, arrival, FOUR_SECONDS.plus(queued)).completed());
        }
        Interval minute = new Interval(START.plusSeconds(120), START.plusSeconds(180));
        now = START.plusSeconds(600);

        assertThat(windows.settledRate(CHAT, minute, START.plusSeconds(190))).isEmpty();
        assertThat(windows.settledRate(CHAT, minute, START.plusSeconds(600))).hasValueSatisfying(rate -> {
            assertThat(rate.perSecond()).isCloseTo(10, within(0.01));
            assertThat(rate.whole()).isTrue();
        });
    }

    @Test
    void aMinuteOfWhichAPartWasNotToldIsNotKnownLaterEither() {
        for (int i = 0; i < 3_000; i++) {
            if (i < 1_000 || i >= 1_200) {
                absorb(
                        windows,
                        request(i, START.plusMillis(100L * i), FOUR_SECONDS).completed());
            }
        }
        Interval minute = new Interval(START.plusSeconds(60), START.plusSeconds(120));

        assertThat(windows.settledRate(CHAT, minute, START.plusSeconds(600))).isEmpty();
        assertThat(windows.settledRate(new WorkloadKey("llm", "other"), minute, START.plusSeconds(600)))
                .isEmpty();
    }

    @Test
    void forgetsWorkloadsThatNobodyClaims() {
        Instant end = steadyTraffic(60, FOUR_SECONDS);

        windows.keepOnly(workload -> true);
        String kept = readAt(end).state().word();
        windows.keepOnly(workload -> !workload.equals(CHAT));
        String forgotten = readAt(end).state().word();

        assertThat(kept).isEqualTo("fresh");
        assertThat(forgotten).isEqualTo("new");
    }

    @Test
    void isFreshWhileEventsCome() {
        Instant end = steadyTraffic(60, FOUR_SECONDS);

        WorkloadSnapshot snapshot = readAt(end);

        assertThat(snapshot.state().word()).isEqualTo("fresh");
        assertThat(snapshot.state().since()).isEqualTo(end);
        assertThat(snapshot.now().completed())
                .isEqualTo(snapshot.now().endToEnd().count());
        assertThat(snapshot.now().endToEnd().valueAt(95).orElseThrow()).isCloseTo(4, within(0.04));
    }

    @Test
    void countsArrivalsThatAreVisibleNotEnds() {
        Instant end = steadyTraffic(120, FOUR_SECONDS);

        ArrivalRate rate = readAt(end).arrivals().orElseThrow();

        // P99 of E2E is 4 s within 1 %, the export's delay 5 s: arrivals are visible up to 9.1 s ago, in whole seconds.
        assertThat(rate.to()).isBetween(end.minusSeconds(10), end.minusSeconds(9));
        assertThat(Duration.between(rate.from(), rate.to())).isEqualTo(Duration.ofSeconds(60));
        assertThat(rate.perSecond()).isEqualTo(10.0);
        assertThat(rate.arrivals()).isEqualTo(600);
    }

    @Test
    void doesNotDiluteTheRateOfAYoungWorkload() {
        Instant end = steadyTraffic(20, FOUR_SECONDS);

        ArrivalRate rate = readAt(end).arrivals().orElseThrow();

        assertThat(rate.from()).isEqualTo(START);
        assertThat(rate.perSecond()).isCloseTo(10, within(0.1));
    }

    @Test
    void widensTheIntervalWhileItHoldsFewArrivals() {
        for (int i = 0; i < 60; i++) {
            absorb(windows, request(i, START.plusSeconds(10L * i), FOUR_SECONDS).completed());
        }

        ArrivalRate rate = readAt(START.plusSeconds(600)).arrivals().orElseThrow();

        assertThat(Duration.between(rate.from(), rate.to())).isEqualTo(Duration.ofMinutes(5));
        assertThat(rate.perSecond()).isEqualTo(0.1);
    }

    @Test
    void aHungServerDoesNotLookLikeFallingTraffic() {
        Instant hung = steadyTraffic(300, FOUR_SECONDS);

        for (Instant at = hung; at.isBefore(hung.plusSeconds(3600)); at = at.plusSeconds(1)) {
            WorkloadSnapshot snapshot = readAt(at);

            if (snapshot.state().word().equals("fresh") || at.isBefore(hung.plusSeconds(600))) {
                assertThat(snapshot.arrivals().orElseThrow().perSecond()).isBetween(9.8, 10.0);
            }
            // Silent for longer than max(10 s, 7 mean gaps of 0.1 s).
            assertThat(snapshot.state().word()).isEqualTo(at.isAfter(hung.plusSeconds(10)) ? "unobservable" : "fresh");
        }
    }

    @Property(tries = 30)
    void aHungServerKeepsItsRateWhateverItsLatencies(@ForAll long seed) {
        WorkloadWindows windows = new WorkloadWindows(this::healthyFeed, ReplicaWatch.NONE, SnapshotSettings.DEFAULTS);
        SplittableRandom random = new SplittableRandom(seed);
        Instant hung = START.plusSeconds(300);
        double median = 1 + 20 * random.nextDouble();
        for (int i = 0; i < 1_500; i++) {
            Duration endToEnd = Duration.ofMillis((long) (1000 * median * (0.3 + 2 * random.nextDouble())));
            RequestFixture request = request(i, START.plusMillis(200L * i), endToEnd);
            if (!request.completed().eventTime().isAfter(hung)) {
                absorb(windows, request.completed());
            }
        }

        for (int silent = 0; silent <= 120; silent++) {
            now = hung.plusSeconds(silent);
            assertThat(windows.readAt(CHAT, now).arrivals().orElseThrow().perSecond())
                    .isBetween(4.4, 5.1);
        }
    }

    @Test
    void unobservableSinceTheNewestEventWithTheFigures() {
        Instant end = steadyTraffic(60, FOUR_SECONDS);

        TelemetryState state = readAt(end.plusSeconds(12)).state();

        assertThat(state).isInstanceOf(TelemetryState.Unobservable.class);
        assertThat(state.since()).isEqualTo(end);
        assertThat(state.cause()).isEqualTo("idle and dead servers cannot be told apart; newest event 12.0 s ago");
    }

    @Test
    void allowsASlowWorkloadMoreSilence() {
        for (int i = 0; i < 60; i++) {
            absorb(windows, request(i, START.plusSeconds(10L * i), FOUR_SECONDS).completed());
        }
        Instant newest = START.plusSeconds(594);

        // 7 mean gaps of 10 s.
        assertThat(readAt(newest.plusSeconds(69)).state().word()).isEqualTo("fresh");
        assertThat(readAt(newest.plusSeconds(71)).state().word()).isEqualTo("unobservable");
    }

    @Test
    void seesArrivalsAtOnceWhereAdmissionsAreTold() {
        admittedTraffic(120, FOUR_SECONDS);

        ArrivalRate rate = readAt(START.plusSeconds(120)).arrivals().orElseThrow();

        assertThat(rate.to()).isEqualTo(START.plusSeconds(119));
        assertThat(rate.perSecond()).isEqualTo(10.0);
    }

    @Test
    void isIdleWhenEveryAdmittedRequestHasEnded() {
        admittedTraffic(120, FOUR_SECONDS);
        Instant newest = START.plusSeconds(124);

        assertThat(readAt(newest.plusSeconds(9)).state().word()).isEqualTo("fresh");
        assertThat(readAt(newest.plusSeconds(11)).state().word()).isEqualTo("idle");
        assertThat(readAt(newest.plusSeconds(400)).arrivals().orElseThrow().perSecond())
                .isZero();
        assertThat(readAt(newest.plusSeconds(4000)).state().word()).isEqualTo("idle");
    }

    @Test
    void isUnobservableWhileAnAdmittedRequestHasNotEnded() {
        admittedTraffic(120, FOUR_SECONDS);
        absorb(windows, request(9_999, START.plusSeconds(120), FOUR_SECONDS).admitted());

        WorkloadSnapshot snapshot = readAt(START.plusSeconds(150));

        assertThat(snapshot.state().word()).isEqualTo("unobservable");
        assertThat(snapshot.arrivals().orElseThrow().perSecond()).isBetween(9.8, 10.1);
    }

    @Test
    void countsNothingTwiceWhenOneSourceAdmitsAndAnotherEnds() {
        for (int i = 0; i < 1_200; i++) {
            Instant arrival = START.plusMillis(100L * i);
            absorb(windows, request(i, arrival, FOUR_SECONDS).admitted());
            absorb(windows, request(100_000 + i, arrival, FOUR_SECONDS).completed());
        }

        assertThat(readAt(START.plusSeconds(120)).arrivals().orElseThrow().perSecond())
                .isEqualTo(10.0);
    }

    @Test
    void isDarkSinceTheBrokersLastAnswer() {
        Instant end = steadyTraffic(60, FOUR_SECONDS);
        Instant contact = end.minusSeconds(6);
        feed = Optional.of(new FeedStatus(START, Optional.of(contact), true, Optional.empty()));

        assertThat(readAt(contact.plusSeconds(15)).state().word()).isEqualTo("fresh");
        TelemetryState state = readAt(contact.plusSeconds(16)).state();
        assertThat(state.word()).isEqualTo("dark");
        assertThat(state.since()).isEqualTo(contact);
        assertThat(state.cause()).isEqualTo("the broker has not answered for 16.0 s (limit 15.0 s)");
    }

    @Test
    void isDarkSinceTheStartWhenTheBrokerNeverAnswered() {
        feed = Optional.of(new FeedStatus(START, Optional.empty(), false, Optional.empty()));

        assertThat(readAt(START.plusSeconds(15)).state().word()).isEqualTo("lagging");
        assertThat(readAt(START.plusSeconds(16)).state()).isInstanceOf(TelemetryState.Dark.class);
        assertThat(readAt(START.plusSeconds(16)).state().since()).isEqualTo(START);
    }

    @Test
    void isLaggingWhileRecordsWaitUnread() {
        Instant end = steadyTraffic(60, FOUR_SECONDS);
        Instant behind = end.minusSeconds(16);
        feed = Optional.of(new FeedStatus(START, Optional.of(end), true, Optional.of(behind)));

        TelemetryState state = readAt(end).state();

        assertThat(state.word()).isEqualTo("lagging");
        assertThat(state.since()).isEqualTo(behind);
    }

    @Test
    void isLaggingRatherThanNewUntilTheFirstCatchUp() {
        feed = Optional.of(new FeedStatus(START, Optional.of(START.plusSeconds(20)), false, Optional.empty()));

        assertThat(readAt(START.plusSeconds(20)).state().word()).isEqualTo("lagging");
    }

    @Test
    void snapshotsOfTheSameObservationsAreEqual() {
        Instant end = steadyTraffic(60, FOUR_SECONDS);

        assertThat(readAt(end)).isEqualTo(readAt(end)).hasSameHashCodeAs(readAt(end));
    }

    /** Ten requests a second that arrive from START on and end by the returned instant, told of when they end. */
    private Instant steadyTraffic(int seconds, Duration endToEnd) {
        Instant end = START.plusSeconds(seconds);
        for (int i = 0; !START.plusMillis(100L * i).plus(endToEnd).isAfter(end); i++) {
            absorb(windows, request(i, START.plusMillis(100L * i), endToEnd).completed());
        }
        return end;
    }

    /** Ten requests a second for so many seconds, told of when they arrive and when they end. */
    private void admittedTraffic(int seconds, Duration endToEnd) {
        for (int i = 0; i <= 10 * seconds; i++) {
            absorb(windows, request(i, START.plusMillis(100L * i), endToEnd).admitted());
            absorb(windows, request(i, START.plusMillis(100L * i), endToEnd).completed());
        }
    }

    private static void absorb(WorkloadWindows windows, RequestObservation observation) {
        windows.absorb(CHAT, observation.origin().pod().replica(), observation);
    }

    private WorkloadSnapshot readAt(Instant instant) {
        now = instant;
        return windows.readAt(CHAT, instant);
    }

    private FeedStatus healthyFeed() {
        return new FeedStatus(START, Optional.of(now), true, Optional.empty());
    }
}
