// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.snapshot.ReplicaWatch.Wake;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A request woke a model, its client gave up after 60 s, and nothing else comes. */
class WokenReplicasTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final long GAVE_UP = 60;

    private Optional<ReplicaWatch.Wanted> wanted = Optional.empty();
    private Instant now = START;
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(START, Optional.of(now), true, Optional.empty()),
            (workload, at) -> wanted,
            SnapshotSettings.DEFAULTS);

    @Test
    void isIdleOnceItIsOverWhereNobodySeesWhatLoads() {
        somebodyWakesIt();

        showsWoken(0, Wake.UNSEEN);

        assertThat(stateAt(90).word()).isEqualTo("idle");
    }

    @Test
    void isNotIdleWhileWhatWasWokenLoads() {
        somebodyWakesIt();

        showsWoken(0, new Wake(true, Optional.empty()));

        for (long second : new long[] {90, 600, 1200, 36_000}) {
            assertThat(stateAt(second).word()).as("after %d s", second).isNotEqualTo("idle");
        }
        assertThat(stateAt(1200).word()).isEqualTo("unobservable");
        assertThat(stateAt(1200).cause()).startsWith("a woken replica is not Ready yet; ");
    }

    @Test
    void isIdleSinceItWasReadyAndNotSinceTheRequest() {
        somebodyWakesIt();
        Instant ready = START.plusSeconds(1200);

        showsWoken(1, new Wake(false, Optional.of(ready)));

        assertThat(stateAt(1230).word()).isEqualTo("idle");
        assertThat(stateAt(1230).since()).isEqualTo(ready);
    }

    @Test
    void isIdleSinceTheLastRequestWhereThatIsLater() {
        somebodyWakesIt();

        showsWoken(1, new Wake(false, Optional.of(START.plusSeconds(20))));

        assertThat(stateAt(90).since()).isEqualTo(START.plusSeconds(GAVE_UP));
    }

    private void somebodyWakesIt() {
        RequestFixture request = request(1, START, Duration.ofSeconds(GAVE_UP)).seenBy(Observer.GATEWAY);
        windows.absorb(CHAT, Optional.empty(), request.admitted());
        windows.absorb(CHAT, Optional.empty(), request.ended(Phase.ABORTED));
    }

    private void showsWoken(int ready, Wake wake) {
        wanted = Optional.of(new ReplicaWatch.Wanted(1, Optional.of(START), OptionalInt.of(ready), wake));
    }

    private TelemetryState stateAt(long second) {
        now = START.plusSeconds(second);
        return windows.readAt(CHAT, now).state();
    }
}
