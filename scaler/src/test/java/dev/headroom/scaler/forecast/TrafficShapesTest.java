// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static dev.headroom.telemetry.fixture.ReadingFixture.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.scaler.forecast.TrafficShape.Spread;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.DistributionFigures;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.UnfinishedRequests;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrafficShapesTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void requestsThatAreAlikeHaveNoSpread() {
        TrafficShape shape =
                TrafficShapes.of(snapshot(OptionalDouble.empty(), alike(900))).orElseThrow();

        assertThat(shape).isEqualTo(new TrafficShape(1_200, 300, TrafficShape.Arrivals.POISSON));
        assertThat(shape.spread()).isEqualTo(Spread.NONE);
    }

    @Test
    void readsLengthsOverTheirMean() {
        Reading alike = alike(900);
        Reading even = new Reading(
                alike.interval(),
                alike.ends(),
                alike.inputTokens(),
                alike.tokensToCompute(),
                new UpTo(600),
                alike.timeToFirstToken(),
                alike.interTokenLatency(),
                alike.endToEnd());

        Lengths output = TrafficShapes.of(snapshot(OptionalDouble.empty(), even))
                .orElseThrow()
                .spread()
                .output();

        // Evenly between 0 and 600: mean 300, standard deviation 600/√12.
        assertThat(output.at(50)).isCloseTo(1, within(1e-9));
        assertThat(output.at(97)).isCloseTo(1.94, within(1e-9));
        assertThat(output.variation()).isCloseTo(1 / Math.sqrt(3), within(1e-9));
    }

    @Test
    void knowsBurstsWhateverShareOfThemAReplicaReceives() {
        Spread spread = TrafficShapes.of(snapshot(OptionalDouble.of(5), alike(900)))
                .orElseThrow()
                .spread();

        // 40 per second with 5 times the variance of chance: 0.1 s; a tenth of them has 1 + 4 · 0.1.
        assertThat(spread.burstSeconds()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void saysNothingBeforeARequestHasEnded() {
        assertThat(TrafficShapes.of(snapshot(OptionalDouble.empty(), alike(0)))).isEmpty();
    }

    @Test
    void refusesQuantilesThatFall() {
        List<Double> falling = Lengths.PERCENTILES.stream()
                .map(percentile -> 2 - percentile / 100)
                .toList();

        assertThatThrownBy(() -> new Lengths(falling, 0)).hasMessageContaining("ascend");
    }

    private static Reading alike(long completed) {
        return reading(NOW, completed, 1_200, 300).reading();
    }

    private static WorkloadSnapshot snapshot(OptionalDouble dispersion, Reading reading) {
        ArrivalRate arrivals = new ArrivalRate(
                40,
                400,
                NOW.minusSeconds(12),
                NOW.minusSeconds(2),
                true,
                ArrivalSource.ADMISSIONS,
                1,
                dispersion,
                OptionalDouble.empty());
        return new WorkloadSnapshot(
                new WorkloadKey("llm", "chat"),
                NOW,
                new TelemetryState.Fresh("events arrive", NOW),
                Optional.of(arrivals),
                Optional.empty(),
                reading,
                reading,
                ServerStatus.unscraped(1),
                UnfinishedRequests.none(NOW));
    }

    /** Evenly distributed between 0 and a value. */
    private record UpTo(double most) implements Distribution {
        @Override
        public long count() {
            return 900;
        }

        @Override
        public OptionalDouble valueAt(double percentile) {
            return OptionalDouble.of(most * percentile / 100);
        }

        @Override
        public long countAtMost(double value) {
            return Math.round(count() * Math.min(1, value / most));
        }

        @Override
        public OptionalDouble mean() {
            return OptionalDouble.of(most / 2);
        }

        @Override
        public DistributionFigures figures() {
            throw new UnsupportedOperationException("an even distribution is no sketch");
        }
    }
}
