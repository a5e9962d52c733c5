// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.budget.Pacing;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.RateDistribution;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.Signal;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PricesTest {
    private static final int GPUS = 8;
    private static final double A_REPLICA = 10;
    private static final BudgetStanding OVERDRAWN = new BudgetStanding(100_000, 0.05, 0.075, 1);
    private static final BudgetStanding UNTOUCHED = new BudgetStanding(100_000, 0.05, 0, 0);

    @Test
    void aPromiseSaysHowManyMayFindNoReplica() {
        assertThat(prices(promising(95)).shortShare()).isCloseTo(0.05, within(1e-12));
        assertThat(prices(promising(99)).shortShare()).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void theStrictestPercentileCounts() {
        PlanFixture both = promising(99).promising(new Objective(Signal.TTFT, 90, Duration.ofSeconds(1)));

        assertThat(prices(both).shortShare()).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void aCeilingAloneIsKeptAsAUsualObjectiveIs() {
        assertThat(prices(aWorkload().posture(Posture.BALANCED).atMostInFlight(32))
                        .shortShare())
                .isCloseTo(1 - Prices.USUAL_PERCENTILE / 100, within(1e-12));
    }

    @Test
    void aSpoiltRequestWeighsAsMuchAsThoseThatMustBeServedForIt() {
        // Of twenty requests one may miss: twenty at 10 requests/s are two replica-seconds.
        assertThat(prices(promising(95)).replicaSecondsPerMiss(A_REPLICA)).isCloseTo(2, within(1e-9));
    }

    @Property(tries = 1_000)
    void coversUntilNoMoreIsShortThanIsPromisedAndNoFurther(
            @ForAll @DoubleRange(min = 1, max = 500) double mean,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double relativeError,
            @ForAll @DoubleRange(min = 90, max = 99.5) double percentile,
            @ForAll Posture posture) {
        Demand demand = demand(mean, relativeError * mean);
        Prices prices = prices(promising(percentile).posture(posture));
        double mayBeShort = prices.shortShare() * mean;

        double covered = prices.covered(demand, A_REPLICA, 1);

        RateDistribution rates = demand.distribution();
        boolean isRare = covered >= rates.at(prices.rareQuantile()) * (1 - 1e-6);
        assertThat(covered).isGreaterThanOrEqualTo(mean);
        assertThat(isRare || rates.expectedAbove(covered) <= mayBeShort).isTrue();
        assertThat(covered <= mean || rates.expectedAbove(covered - 1e-4 * mean) > mayBeShort)
                .isTrue();
    }

    @Test
    void doesNotBuyInAdvanceWhatIsTooRare() {
        Demand wild = demand(100, 400);
        Prices prices = prices(promising(99.9));

        assertThat(prices.covered(wild, A_REPLICA, 1))
                .isEqualTo(wild.distribution().at(prices.rareQuantile()));
    }

    @Test
    void statedCostsCoverTheNewsvendorsQuantile() {
        // At 1 in 9 idle costs per cost of being short, nine tenths: u / (u + o).
        double gpuHourUsd = 2;
        double idle = gpuHourUsd * GPUS;
        double violationUsd = 9 * idle / (A_REPLICA * 3600 * Prices.SPOILT_PER_REQUEST_SHORT);
        Demand demand = demand(100, 20);

        double covered = prices(promising(95).costing(gpuHourUsd, violationUsd)).covered(demand, A_REPLICA, 1);

        assertThat(covered).isCloseTo(demand.distribution().at(0.9), within(1e-6));
    }

    @Test
    void cheapViolationsNeverCoverLessThanWhatIsLikelyNorDearOnesMoreThanAnyForecastKnows() {
        Demand demand = demand(100, 20);

        assertThat(prices(promising(95).costing(2, 1e-9)).covered(demand, A_REPLICA, 1))
                .isEqualTo(100);
        assertThat(prices(promising(95).costing(2, 1e9)).covered(demand, A_REPLICA, 1))
                .isEqualTo(demand.distribution().at(0.999));
    }

    @Test
    void costsOfWhichOneIsNotStatedAreNone() {
        assertThat(prices(promising(95).costing(2, 0)).statedReplicaSeconds()).isEmpty();
        assertThat(prices(promising(95).costing(0, 1)).statedReplicaSeconds()).isEmpty();
    }

    @Property(tries = 500)
    void saferPosturesCoverNoLess(
            @ForAll @DoubleRange(min = 1, max = 500) double mean, @ForAll @DoubleRange(max = 2) double relativeError) {
        Demand demand = demand(mean, relativeError * mean);

        double lean = prices(promising(95).posture(Posture.LEAN)).covered(demand, A_REPLICA, 1);
        double balanced = prices(promising(95).posture(Posture.BALANCED)).covered(demand, A_REPLICA, 1);
        double safe = prices(promising(95).posture(Posture.SAFE)).covered(demand, A_REPLICA, 1);

        assertThat(balanced).isGreaterThanOrEqualTo(lean);
        assertThat(safe).isGreaterThanOrEqualTo(balanced);
    }

    @Property(tries = 500)
    void anErrorBudgetThatIsSpentCoversNoLessAndOneThatIsLeftNoMore(
            @ForAll @DoubleRange(min = 1, max = 500) double mean,
            @ForAll @DoubleRange(max = 2) double relativeError,
            @ForAll @DoubleRange(max = 0.01) double violationUsd) {
        Demand demand = demand(mean, relativeError * mean);
        PlanFixture workload = promising(95).costing(2, violationUsd);

        double usual = prices(workload).covered(demand, A_REPLICA, 1);
        double untouched = prices(workload.spent(UNTOUCHED)).covered(demand, A_REPLICA, 1);
        double overdrawn = prices(workload.spent(OVERDRAWN)).covered(demand, A_REPLICA, 1);

        assertThat(untouched).isLessThanOrEqualTo(usual);
        assertThat(overdrawn).isGreaterThanOrEqualTo(usual);
    }

    @Test
    void anErrorBudgetMovesWhatIsWorthIt() {
        double pace = Pacing.shift(OVERDRAWN);

        assertThat(prices(promising(95).spent(OVERDRAWN)).shortShare()).isCloseTo(0.05 / pace, within(1e-12));
        assertThat(prices(promising(95).spent(OVERDRAWN)).replicaSecondsPerMiss(A_REPLICA))
                .isCloseTo(2 * pace, within(1e-9));
        assertThat(prices(promising(95).costing(2, 1).spent(OVERDRAWN)).replicaSecondsPerMiss(A_REPLICA))
                .isCloseTo(pace * 3600 / (2 * GPUS), within(1e-9));
    }

    @Property(tries = 500)
    void whatIsKeptIsNoLessThanWhatIsBought(
            @ForAll @DoubleRange(min = 1, max = 500) double mean,
            @ForAll @DoubleRange(max = 2) double relativeError,
            @ForAll @DoubleRange(max = 0.01) double violationUsd) {
        Demand demand = demand(mean, relativeError * mean);
        Prices prices = prices(promising(95).costing(2, violationUsd));

        assertThat(prices.covered(demand, A_REPLICA, 0.3)).isGreaterThanOrEqualTo(prices.covered(demand, A_REPLICA, 1));
    }

    private static PlanFixture promising(double percentile) {
        return aWorkload()
                .posture(Posture.BALANCED)
                .promising(new Objective(Signal.E2E, percentile, Duration.ofSeconds(5)));
    }

    private static Prices prices(PlanFixture workload) {
        PlanInput input = workload.input();
        return Prices.of(input.policy(), GPUS, input.budget());
    }

    private static Demand demand(double mean, double standardError) {
        TrafficShape shape = new TrafficShape(5000, 500, TrafficShape.Arrivals.STEADY);
        return new Demand(mean, standardError, shape, Duration.ofMinutes(2), "last-value");
    }
}
