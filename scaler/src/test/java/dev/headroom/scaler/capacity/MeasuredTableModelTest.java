// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.forecast.TrafficShape.Arrivals;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MeasuredTableModelTest {
    private static final TrafficShape STEADY = new TrafficShape(5000, 500, Arrivals.STEADY);
    private static final TrafficShape POISSON = new TrafficShape(5000, 500, Arrivals.POISSON);

    private final CapacityModel model = tableOf(128, false);

    @Test
    void carriesTheConcurrencyAtWhichLatencyMeetsTheLimit() {
        CapacityVerdict verdict = model.capacityFor(STEADY, e2eWithin(5_000));

        // 64 requests in flight for 5 s each: 64 / 5 = 12.8 requests/s.
        assertThat(verdict).isEqualTo(new ReplicaCapacity(12.8, 64, "e2e"));
    }

    @Test
    void interpolatesBetweenThePoints() {
        ReplicaCapacity capacity = feasible(model.capacityFor(STEADY, e2eWithin(7_500)));

        // Half way from 5 s to 10 s is half way from 64 to 128.
        assertThat(capacity.concurrency()).isCloseTo(96, within(1e-9));
        assertThat(capacity.requestsPerSecond()).isCloseTo(96 / 7.5, within(1e-9));
    }

    @Test
    void carriesOneRequestAtATimeWhenTheLimitIsTheIdleLatency() {
        assertThat(model.capacityFor(STEADY, e2eWithin(2_500))).isEqualTo(new ReplicaCapacity(0.4, 1, "e2e"));
    }

    @Test
    void callsALimitBelowTheIdleLatencyInfeasibleAndNamesTheBest() {
        CapacityVerdict verdict = model.capacityFor(STEADY, e2eWithin(2_000));

        assertThat(verdict)
                .isEqualTo(
                        new Infeasible(
                                e2eWithin(2_000),
                                "e2e p95 <= 2s cannot be met with any number of replicas: the best possible is 2500ms, measured at concurrency 1"));
    }

    @Test
    void leavesRoomForChanceWhereRequestsArriveIndependently() {
        ReplicaCapacity capacity = feasible(model.capacityFor(POISSON, e2eWithin(5_000)));

        // The largest mean that stays within 64 for 95 % of the time; 52.33 / 4.537 s = 11.53 requests/s.
        assertThat(capacity.concurrency()).isCloseTo(52.331, within(1e-3));
        assertThat(capacity.requestsPerSecond()).isCloseTo(11.534, within(1e-3));
        assertThat(Math.ceil(25 / capacity.requestsPerSecond())).isEqualTo(3);
    }

    @Test
    void assumesNothingBeyondTheLastPoint() {
        assertThat(feasible(model.capacityFor(STEADY, e2eWithin(60_000))))
                .isEqualTo(new ReplicaCapacity(12.8, 128, "saturation"));
    }

    @Test
    void neverRunsMoreThanTheEngineAdmits() {
        ReplicaCapacity capacity = feasible(tableOf(32, false).capacityFor(STEADY, e2eWithin(5_000)));

        assertThat(capacity.concurrency()).isEqualTo(32);
        assertThat(capacity.boundBy()).isEqualTo("maxSequences");
    }

    @Test
    void leavesRoomForChanceAlsoWhereTheTableHoldsMeans() {
        ReplicaCapacity steady = feasible(tableOf(128, true).capacityFor(STEADY, e2eWithin(5_000)));

        assertThat(steady).isEqualTo(model.capacityFor(POISSON, e2eWithin(5_000)));
    }

    @Test
    void derivesEndToEndFromItsParts() {
        Performance.Point point =
                new Performance.Point(4, OptionalDouble.of(0.5), OptionalDouble.of(0.01), OptionalDouble.empty());

        // 0.5 s + 0.01 s · (101 − 1) tokens.
        assertThat(point.endToEnd(101).orElseThrow()).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void takesTheFasterConcurrencyWhereMoreInFlightIsSlower() {
        CapacityModel thrashing = new MeasuredTableModel(
                new Performance.MeasuredTable(5000, 500, false, List.of(point(1, 1), point(10, 2), point(20, 20))),
                new ServingProfile.EngineLimits(1, 128, OptionalLong.empty(), 2048));

        assertThat(feasible(thrashing.capacityFor(STEADY, e2eWithin(20_000))))
                .isEqualTo(new ReplicaCapacity(5, 10, "saturation"));
    }

    @Test
    void tellsTheLatencyAtARate() {
        ExpectedLatency latency = model.latencyAt(STEADY, 12.8).orElseThrow();

        assertThat(latency.concurrency()).isCloseTo(64, within(1e-3));
        assertThat(latency.endToEnd()).isCloseTo(5, within(1e-3));
        assertThat(latency.timeToFirstToken()).isNaN();
        assertThat(model.latencyAt(STEADY, 12.9)).isEmpty();
    }

    @Test
    void saysWhichSignalsItKnows() {
        assertThat(model.knows(Signal.E2E)).isTrue();
        assertThat(model.knows(Signal.TTFT)).isFalse();
    }

    @Test
    void warnsWhenRequestsAreUnlikeThoseOfTheMeasurement() {
        assertThat(model.caution(new TrafficShape(6200, 400, Arrivals.STEADY))).isEmpty();
        assertThat(model.caution(new TrafficShape(5000, 200, Arrivals.STEADY)))
                .contains("the table was measured with 5000 input and 500 output tokens, requests have 5000 and 200");
    }

    @Test
    void findsTheRateUnderAConcurrencyCeiling() {
        ReplicaCapacity capacity = model.underCeiling(STEADY, 32);

        // E2E at 32 is 2.5 + 2.5 · 31/63 = 3.730 s; 32 / 3.730 = 8.579 requests/s.
        assertThat(capacity.requestsPerSecond()).isCloseTo(8.579, within(0.001));
    }

    @Property(tries = 300)
    void aLooserLimitNeverCarriesLess(
            @ForAll @DoubleRange(min = 2.5, max = 12) double tight,
            @ForAll @DoubleRange(min = 0, max = 5) double more) {
        for (TrafficShape shape : List.of(STEADY, POISSON)) {
            ReplicaCapacity less = feasible(model.capacityFor(shape, e2eWithin(Math.round(tight * 1000))));
            ReplicaCapacity most = feasible(model.capacityFor(shape, e2eWithin(Math.round((tight + more) * 1000))));

            // Bisection stops at a relative width of 1e-9; what it leaves open is no difference.
            assertThat(most.requestsPerSecond()).isGreaterThanOrEqualTo(less.requestsPerSecond() * (1 - 1e-6));
        }
    }

    private static CapacityModel tableOf(int maxSequences, boolean means) {
        return new MeasuredTableModel(
                new Performance.MeasuredTable(5000, 500, means, List.of(point(1, 2.5), point(64, 5), point(128, 10))),
                new ServingProfile.EngineLimits(8, maxSequences, OptionalLong.empty(), 2048));
    }

    private static Performance.Point point(double concurrency, double e2e) {
        return new Performance.Point(
                concurrency, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(e2e));
    }

    private static Objective e2eWithin(long millis) {
        return new Objective(Signal.E2E, 95, Duration.ofMillis(millis));
    }

    private static ReplicaCapacity feasible(CapacityVerdict verdict) {
        return (ReplicaCapacity) verdict;
    }
}
