// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first request of the workload ends at noon, on replica old; replica new is Ready a minute later. */
class FirstTokensTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant READY = NOON.plusSeconds(60);
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");

    private boolean caughtUp = true;
    private long requests;
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(NOON, Optional.of(READY), caughtUp, Optional.empty()),
            ReplicaWatch.NONE,
            SnapshotSettings.DEFAULTS);

    @Test
    void nothingIsKnownOfAnUnknownWorkload() {
        assertThat(windows.firstTokens(CHAT)).isEqualTo(FirstTokens.UNKNOWN);
    }

    @Test
    void theEarliestTokenCountsWhenARequestEndsLater() {
        ended(Optional.of("old"), NOON.minusSeconds(2), 100, 2);
        ended(Optional.of("new"), READY.plusSeconds(4), 500, 1);
        ended(Optional.of("new"), READY.plusSeconds(3), 250, 30);

        assertThat(windows.firstTokens(CHAT).of("new", READY)).hasValue(READY.plusMillis(3250));
    }

    @Test
    void aReplicaThatTelemetryDoesNotNameHasNone() {
        ended(Optional.of("old"), NOON.minusSeconds(2), 100, 2);
        ended(Optional.empty(), READY.plusSeconds(3), 250, 1);

        assertThat(windows.firstTokens(CHAT).of("new", READY)).isEmpty();
    }

    @Test
    void aReplicaThatWasReadyBeforeTheFirstEventMayHaveHadEarlierTokens() {
        ended(Optional.of("old"), NOON.minusSeconds(2), 100, 2);

        FirstTokens tokens = windows.firstTokens(CHAT);
        assertThat(tokens.byReplica()).containsEntry("old", NOON.minusMillis(1900));
        assertThat(tokens.of("old", NOON.minusSeconds(5))).isEmpty();
    }

    @Test
    void aTokenBeforeReadyIsOfAnEarlierServer() {
        ended(Optional.of("big-0"), NOON.minusSeconds(2), 100, 2);

        assertThat(windows.firstTokens(CHAT).of("big-0", READY)).isEmpty();
    }

    @Test
    void aRequestWithoutTokensTellsNone() {
        ended(Optional.of("old"), NOON.minusSeconds(2), 100, 2);
        RequestObservation admitted =
                request(7, READY.plusSeconds(1), Duration.ofSeconds(1)).admitted();
        windows.absorb(CHAT, Optional.of("new"), admitted);

        assertThat(windows.firstTokens(CHAT).of("new", READY)).isEmpty();
    }

    @Test
    void nothingIsKnownBeforeTheRecordsOfTheStartAreRead() {
        ended(Optional.of("old"), NOON.minusSeconds(2), 100, 2);
        caughtUp = false;

        assertThat(windows.firstTokens(CHAT)).isEqualTo(FirstTokens.UNKNOWN);
    }

    private void ended(Optional<String> replica, Instant arrival, long firstTokenMillis, long endToEndSeconds) {
        RequestObservation completed = request(++requests, arrival, Duration.ofSeconds(endToEndSeconds))
                .withTimeToFirstToken(Duration.ofMillis(firstTokenMillis))
                .ended(Phase.COMPLETED);
        windows.absorb(CHAT, replica, completed);
    }
}
