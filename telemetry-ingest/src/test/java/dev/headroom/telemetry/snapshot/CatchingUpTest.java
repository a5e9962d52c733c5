// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A start reads back what came before it, one partition after the other: 40 requests/s in two partitions, of which one is read. */
class CatchingUpTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEGAN = START.minusSeconds(300);
    private static final Interval MINUTE = new Interval(START.minusSeconds(180), START.minusSeconds(120));

    private boolean caughtUp;
    private Instant now = START.plusSeconds(1);
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(START, Optional.of(now), caughtUp, Optional.empty()),
            ReplicaWatch.NONE,
            SnapshotSettings.DEFAULTS);

    @BeforeEach
    void readTheFirstPartition() {
        read(0);
    }

    @Test
    void aPartOfWhatCameIsNotTakenForAllOfIt() {
        WorkloadSnapshot inPart = windows.readAt(CHAT, now);

        assertThat(inPart.state().word()).isEqualTo("lagging");
        assertThat(inPart.arrivals()).isEmpty();
        assertThat(inPart.arrivalsBefore()).isEmpty();
        assertThat(windows.settledRate(CHAT, MINUTE, now)).isEmpty();
        assertThat(windows.endedWithin(CHAT, Duration.ofMinutes(1), 0, now)).isEmpty();
        assertThat(windows.replicaLoads(CHAT, now)).isEmpty();
    }

    @Test
    void theFirstReadingOfAllOfItIsRight() {
        read(1);
        caughtUp = true;

        WorkloadSnapshot whole = windows.readAt(CHAT, now);

        assertThat(whole.state().word()).isEqualTo("fresh");
        assertThat(whole.arrivals().orElseThrow().perSecond()).isCloseTo(40, within(0.1));
        assertThat(whole.arrivals().orElseThrow().whole()).isTrue();
        assertThat(windows.settledRate(CHAT, MINUTE, now).orElseThrow().perSecond())
                .isCloseTo(40, within(0.1));
        assertThat(windows.endedWithin(CHAT, Duration.ofMinutes(1), 0, now)).isPresent();
        assertThat(windows.replicaLoads(CHAT, now)).isNotEmpty();
    }

    /** Who reads more slowly than is written never catches up, and must hear of a rise all the same. */
    @Test
    void whereReadingBackTakesLongThePartIsALowerBound() {
        now = START.plusSeconds(61);

        ArrivalRate rate = windows.readAt(CHAT, now).arrivals().orElseThrow();

        assertThat(rate.perSecond()).isPositive();
        assertThat(rate.whole()).isFalse();
        assertThat(windows.settledRate(CHAT, MINUTE, now)).isEmpty();
    }

    private void read(int partition) {
        Duration lasting = Duration.ofSeconds(2);
        for (int number = partition; ; number += 2) {
            Instant arrival = BEGAN.plusMillis(25L * number);
            if (arrival.plus(lasting).isAfter(now)) {
                return;
            }
            windows.absorb(
                    CHAT,
                    Optional.of("pod-1"),
                    request(number, arrival, lasting).completed());
        }
    }
}
