// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static dev.headroom.telemetry.fixture.ReadingFixture.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.UnfinishedRequests;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastValueTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration HORIZON = Duration.ofMinutes(5);
    private static final Optional<ArrivalRate> ARRIVALS =
            Optional.of(new ArrivalRate(40, 400, NOW.minusSeconds(12), NOW.minusSeconds(2)));

    private final Forecaster forecaster = new LastValue();

    @Test
    void expectsTheNewestRateWithThePrecisionOfItsCount() {
        Optional<Demand> demand = forecaster.forecast(snapshot(ARRIVALS, 900, 1_200, 300), HORIZON);

        // 400 arrivals vary by √400 = 20, over 10 s.
        assertThat(demand)
                .contains(new Demand(
                        40, 2, new TrafficShape(1_200, 300, TrafficShape.Arrivals.POISSON), HORIZON, "last-value"));
    }

    @Test
    void aDifferenceThatCountingExplainsIsNoDrift() {
        // 40 against 35 per second over 10 s: counting alone makes differences of 2 x sqrt(75) / 10 = 5.5.
        Optional<ArrivalRate> before = before(35);

        Demand demand = forecaster
                .forecast(snapshot(ARRIVALS, before, 900, 1_200, 300), HORIZON)
                .orElseThrow();

        assertThat(demand.standardError()).isEqualTo(2);
    }

    @Test
    void aRampMakesTheLastValueUncertainUpToTheHorizon() {
        Optional<ArrivalRate> before = before(25);

        Demand demand = forecaster
                .forecast(snapshot(ARRIVALS, before, 900, 1_200, 300), Duration.ofSeconds(40))
                .orElseThrow();

        // Counting 4; drift 15 x 15 - 4 x (4 + 2.5) = 199 per interval, for 4 intervals.
        assertThat(demand.requestsPerSecond()).isEqualTo(40);
        assertThat(demand.standardError()).isCloseTo(Math.sqrt(4 + 199 * 4), within(1e-9));
    }

    @Test
    void fallingDemandIsCoveredByItsLastValue() {
        Optional<ArrivalRate> before = before(80);

        Demand demand = forecaster
                .forecast(snapshot(ARRIVALS, before, 900, 1_200, 300), HORIZON)
                .orElseThrow();

        assertThat(demand.standardError()).isEqualTo(2);
    }

    private static Optional<ArrivalRate> before(double perSecond) {
        return Optional.of(
                new ArrivalRate(perSecond, Math.round(perSecond * 10), NOW.minusSeconds(22), NOW.minusSeconds(12)));
    }

    @Test
    void saysNothingBeforeARateIsVisible() {
        assertThat(forecaster.forecast(snapshot(Optional.empty(), 900, 1_200, 300), HORIZON))
                .isEmpty();
    }

    @Test
    void saysNothingBeforeARequestHasEnded() {
        assertThat(forecaster.forecast(snapshot(ARRIVALS, 0, 1_200, 300), HORIZON))
                .isEmpty();
    }

    @Test
    void saysNothingOverAnIntervalWithoutLength() {
        Optional<ArrivalRate> instant = Optional.of(new ArrivalRate(40, 400, NOW, NOW));

        assertThat(forecaster.forecast(snapshot(instant, 900, 1_200, 300), HORIZON))
                .isEmpty();
    }

    private static WorkloadSnapshot snapshot(
            Optional<ArrivalRate> arrivals, long completed, double inputTokens, double outputTokens) {
        return snapshot(arrivals, Optional.empty(), completed, inputTokens, outputTokens);
    }

    private static WorkloadSnapshot snapshot(
            Optional<ArrivalRate> arrivals,
            Optional<ArrivalRate> before,
            long completed,
            double inputTokens,
            double outputTokens) {
        Reading reading = reading(NOW, completed, inputTokens, outputTokens).reading();
        return new WorkloadSnapshot(
                new WorkloadKey("llm", "chat"),
                NOW,
                new TelemetryState.Fresh("events arrive", NOW),
                arrivals,
                before,
                reading,
                reading,
                ServerStatus.unscraped(1),
                UnfinishedRequests.none(NOW));
    }
}
