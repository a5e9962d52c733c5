// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reads a partition dies, and another takes it over some seconds later: 40 requests/s in two partitions, of which one is read
 * meanwhile, or none. What nobody has read yet is neither a fall nor idleness.
 */
class TakeoverTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant DEATH = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEGAN = DEATH.minusSeconds(300);
    private static final Duration LASTING = Duration.ofSeconds(2);
    private static final Interval MINUTE_OF_DEATH = new Interval(DEATH.minusSeconds(52), DEATH.plusSeconds(8));

    private static final int RISEN = 120;
    private static final int FIRST_RISEN = 1_000_000;

    private Instant now = DEATH;
    private Instant contact = DEATH;
    private Optional<Instant> behind = Optional.empty();
    private Optional<Instant> unread = Optional.empty();
    private final Instant[] readUpTo = {BEGAN, BEGAN};
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(
                    BEGAN,
                    Optional.of(contact),
                    true,
                    behind,
                    Optional.empty(),
                    unread,
                    "no process has reported it for"),
            ReplicaWatch.NONE,
            SnapshotSettings.DEFAULTS);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatNobodyHasReadYetIsNoFall(boolean admissions) {
        read(0, DEATH, admissions);
        read(1, DEATH, admissions);

        now = DEATH.plusSeconds(12);
        read(0, now, admissions);

        assertRateIsRight();
        assertThat(windows.settledRate(CHAT, MINUTE_OF_DEATH, now)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void norIsItWhileTheHeirReadsIt(boolean admissions) {
        read(0, DEATH, admissions);
        read(1, DEATH, admissions);

        now = DEATH.plusSeconds(12);
        read(0, now, admissions);
        read(1, DEATH.plusSeconds(4), admissions);
        contact = now;
        behind = Optional.of(DEATH.plusSeconds(4));

        assertRateIsRight();
        assertThat(windows.settledRate(CHAT, MINUTE_OF_DEATH, now)).isEmpty();

        now = DEATH.plusSeconds(20);
        read(0, now, admissions);
        read(1, now, admissions);
        contact = now;
        behind = Optional.empty();

        assertRateIsRight();
        assertThat(windows.settledRate(CHAT, MINUTE_OF_DEATH, now).orElseThrow().perSecond())
                .isCloseTo(40, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereAllWhoReadAreDeadWhatComesIsNotKnown(boolean admissions) {
        read(0, DEATH, admissions);
        read(1, DEATH, admissions);

        now = DEATH.plusSeconds(7);
        unread = Optional.of(DEATH);

        TelemetryState state = windows.readAt(CHAT, now).state();
        assertThat(state.word()).isEqualTo("lagging");
        assertThat(state.cause()).isEqualTo("no process has reported it for 7.0 s, so newer telemetry is unknown");
        assertRateIsRight();

        now = DEATH.plusSeconds(14);
        assertThat(windows.readAt(CHAT, now).state().word()).isEqualTo("lagging");
        assertRateIsRight();
    }

    /** Three times as many come to the partition that is read: not all of them are told of, and more than there were. */
    @Test
    void aRiseThatIsReadIsSeen() {
        read(0, DEATH, true);
        read(1, DEATH, true);

        now = DEATH.plusSeconds(12);
        for (int number = 0; number < 12 * RISEN; number++) {
            Instant arrival = DEATH.plusMillis(1000L * number / RISEN);
            windows.absorb(
                    CHAT,
                    Optional.of("pod-1"),
                    request(FIRST_RISEN + number, arrival, LASTING).admitted());
        }

        ArrivalRate rate = windows.readAt(CHAT, now).arrivals().orElseThrow();
        assertThat(rate.perSecond()).isGreaterThan(44);
        assertThat(rate.whole()).isFalse();
    }

    private void assertRateIsRight() {
        ArrivalRate rate = windows.readAt(CHAT, now).arrivals().orElseThrow();
        assertThat(rate.perSecond()).isCloseTo(40, within(0.1));
        assertThat(rate.newestPerSecond().orElse(40)).isCloseTo(40, within(0.1));
        assertThat(rate.whole()).isTrue();
    }

    /** All that a partition was given until then, but for what was read of it before. */
    private void read(int partition, Instant until, boolean admissions) {
        Instant from = readUpTo[partition];
        for (int number = partition; ; number += 2) {
            Instant arrival = BEGAN.plusMillis(25L * number);
            if (!arrival.isBefore(until)) {
                break;
            }
            Instant end = arrival.plus(LASTING);
            RequestFixture request = request(number, arrival, LASTING);
            if (admissions && !arrival.isBefore(from)) {
                windows.absorb(CHAT, Optional.of("pod-1"), request.admitted());
            }
            if (!end.isBefore(from) && end.isBefore(until)) {
                windows.absorb(CHAT, Optional.of("pod-1"), request.completed());
            }
        }
        readUpTo[partition] = until;
    }
}
