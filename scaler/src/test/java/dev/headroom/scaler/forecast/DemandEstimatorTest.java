// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static dev.headroom.telemetry.fixture.ReadingFixture.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.forecast.Demand.RiseSource;
import dev.headroom.scaler.history.RateHistory;
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
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DemandEstimatorTest {
    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);
    private static final int NINE = 9 * 60;

    private final DemandEstimator estimator = new DemandEstimator();

    @Test
    void isTheRateTheRiseAndTheWorkOfARequest() {
        Instant now = Days.at(0, NINE);

        Demand demand = observed(now, 10, RateHistory.NOTHING);

        assertThat(demand.requestsPerSecond()).isEqualTo(10);
        assertThat(demand.source()).isEqualTo(RiseSource.ASSUMED);
        assertThat(demand.rise()).isEqualTo(ShortTermTrend.ASSUMED_SHARE * 10);
        assertThat(demand.ready()).isEqualTo(10 + demand.rise());
        assertThat(demand.workPerRequest()).isEqualTo(1600 * RequestWork.PER_PROMPT_TOKEN + 100);
        assertThat(demand.horizon()).isEqualTo(TWENTY_MINUTES);
        assertThat(demand.forecastPerSecond()).isEmpty();
    }

    @Test
    void theNewestSecondsCountWhereTheyAreHigher() {
        Instant now = Days.at(0, NINE);
        ArrivalRate step = rate(now, 10).endingAt(25);
        ArrivalRate gone = rate(now, 10).endingAt(1);

        assertThat(estimate(snapshot(now, Optional.of(step), ended(now)), RateHistory.NOTHING))
                .hasValueSatisfying(
                        // Two standard deviations of counting 375 requests in 15 s are no news.
                        demand -> assertThat(demand.requestsPerSecond())
                                .isCloseTo(25 - 2 * Math.sqrt(25 / 15.0), within(1e-9)));
        assertThat(estimate(snapshot(now, Optional.of(gone), ended(now)), RateHistory.NOTHING))
                .hasValueSatisfying(
                        demand -> assertThat(demand.requestsPerSecond()).isEqualTo(10));
    }

    @Test
    void isUnknownWhileNoRateOrNoRequestIsKnown() {
        Instant now = Days.at(0, NINE);
        Reading none = reading(now, 0, Double.NaN, Double.NaN).reading();

        assertThat(estimate(snapshot(now, Optional.empty(), ended(now)), RateHistory.NOTHING))
                .isEmpty();
        assertThat(new DemandEstimator()
                        .observe(
                                snapshot(now, Optional.of(rate(now, 10)), none),
                                RateHistory.NOTHING,
                                TWENTY_MINUTES,
                                true))
                .isEmpty();
    }

    @Test
    void theRisesOfTheLastHoursCountOnceTheyAreKnown() {
        Instant now = Days.at(0, NINE);
        RateHistory calm = Days.until(now, minute -> 10);

        Demand demand = observed(now, 10, calm);

        assertThat(demand.source()).isEqualTo(RiseSource.LAST_HOURS);
        assertThat(demand.rise()).isZero();
    }

    @Test
    void otherDaysCountOnceTheyAreProvenAndHigher() {
        Instant now = Days.at(4, NINE - 10);

        Demand demand = observed(now, 10, everyDay(now));

        assertThat(demand.source()).isEqualTo(RiseSource.OTHER_DAYS);
        assertThat(demand.ready()).isCloseTo(40, within(0.1));
        assertThat(demand.forecastPerSecond().orElseThrow()).isCloseTo(40, within(0.1));
    }

    @Test
    void aForecastThatIsOnlyShownRaisesNothing() {
        Instant now = Days.at(4, NINE - 10);

        Demand demand = estimator
                .observe(snapshot(now, Optional.of(rate(now, 10)), ended(now)), everyDay(now), TWENTY_MINUTES, false)
                .orElseThrow();

        assertThat(demand.forecastPerSecond().orElseThrow()).isCloseTo(40, within(0.1));
        assertThat(demand.source()).isEqualTo(RiseSource.LAST_HOURS);
        assertThat(demand.ready()).isLessThan(40);
    }

    @Property(tries = 50)
    void aForecastNeverLowers(@ForAll @IntRange(min = 0, max = 1439) int minute) {
        Instant now = Days.at(4, minute);

        Demand demand = new DemandEstimator()
                .observe(snapshot(now, Optional.of(rate(now, 10)), ended(now)), everyDay(now), TWENTY_MINUTES, true)
                .orElseThrow();

        assertThat(demand.rise()).isGreaterThanOrEqualTo(0);
        ShortTermTrend lastHours = ShortTermTrend.of(everyDay(now).newest(now, ShortTermTrend.MEMORY_MINUTES + 20), 20);
        assertThat(demand.ready()).isGreaterThanOrEqualTo(10 + lastHours.from(10) - 1e-9);
    }

    @Test
    void whoGoesOnFromItsMemoryKnowsTheWorkOfARequest() {
        Instant now = Days.at(0, NINE);
        observed(now, 10, RateHistory.NOTHING);

        DemandEstimator.Memory memory = estimator.memory();

        assertThat(memory.workPerRequest()).hasValue(200);
        assertThat(new DemandEstimator(memory).memory()).isEqualTo(memory);
        assertThatThrownBy(() -> new DemandEstimator.Memory(OptionalDouble.of(0)))
                .hasMessageContaining("must be above 0");
    }

    private Demand observed(Instant now, double perSecond, RateHistory history) {
        return estimate(snapshot(now, Optional.of(rate(now, perSecond)), ended(now)), history)
                .orElseThrow();
    }

    private Optional<Demand> estimate(WorkloadSnapshot snapshot, RateHistory history) {
        return estimator.observe(snapshot, history, TWENTY_MINUTES, true);
    }

    private static RateHistory everyDay(Instant now) {
        return Days.until(now, minute -> minute % 1440 >= NINE && minute % 1440 < NINE + 60 ? 40 : 10);
    }

    private static ArrivalRate rate(Instant now, double perSecond) {
        return new ArrivalRate(perSecond, Math.round(perSecond * 60), now.minusSeconds(60), now);
    }

    private static Reading ended(Instant now) {
        return reading(now, 100, 1600, 100).reading();
    }

    private static WorkloadSnapshot snapshot(Instant now, Optional<ArrivalRate> arrivals, Reading reading) {
        return new WorkloadSnapshot(
                new WorkloadKey("llm", "chat"),
                now,
                new TelemetryState.Fresh("events arrive", now),
                arrivals,
                Optional.empty(),
                reading,
                reading,
                ServerStatus.unscraped(1),
                UnfinishedRequests.none(now));
    }
}
