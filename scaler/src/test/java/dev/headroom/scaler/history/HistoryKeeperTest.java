// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HistoryKeeperTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** From here on a request that came has ended. */
    private Instant settled = NOON;

    private final List<Interval> asked = new ArrayList<>();
    private final Histories histories = new Histories();
    private final HistoryKeeper keeper = new HistoryKeeper(new Settled(), histories);

    @Test
    void takesAMinuteDownAsSoonAsItIsKnown() {
        keeper.note(CHAT, Optional.of(rate(7, true)), NOON);

        assertThat(at(1)).hasValue(7);
    }

    @Test
    void aMinuteInWhichRequestsQueuedIsTakenDownWhenTheyHaveEnded() {
        settled = NOON.minus(Duration.ofMinutes(4));
        keeper.note(CHAT, Optional.of(rate(7, false)), NOON);
        assertThat(at(1)).isEmpty();
        assertThat(at(5)).hasValue(40);

        settled = NOON;
        keeper.note(CHAT, Optional.of(rate(7, false)), NOON.plus(Duration.ofMinutes(3)));

        assertThat(at(1)).hasValue(40);
    }

    @Test
    void asksForNoMinuteThatIsKnown() {
        keeper.note(CHAT, Optional.empty(), NOON);
        assertThat(asked).hasSize(11);
        asked.clear();

        keeper.note(CHAT, Optional.empty(), NOON.plus(Duration.ofMinutes(1)));

        assertThat(asked).containsExactly(minute(1));
    }

    private OptionalDouble at(int minutesAgo) {
        return histories.of(CHAT).at(NOON.minus(Duration.ofMinutes(minutesAgo)));
    }

    private static Interval minute(int ago) {
        Instant from = NOON.minus(Duration.ofMinutes(ago));
        return new Interval(from, from.plus(Duration.ofMinutes(1)));
    }

    private static ArrivalRate rate(double perSecond, boolean whole) {
        return new ArrivalRate(perSecond, 60, NOON.minus(Duration.ofMinutes(1)), NOON, whole, ArrivalSource.ENDS, 1);
    }

    /** Forty requests a second came at any time. */
    private final class Settled implements Snapshots {
        @Override
        public WorkloadSnapshot readAt(WorkloadKey workload, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ArrivalRate> settledRate(WorkloadKey workload, Interval interval, Instant now) {
            asked.add(interval);
            return interval.to().isAfter(settled)
                    ? Optional.empty()
                    : Optional.of(new ArrivalRate(40, 2400, interval.from(), interval.to()));
        }
    }
}
