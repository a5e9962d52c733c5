// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.policy.law.SaturationOne.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each law does beside its unit vectors. */
class LawsTest {
    @Test
    void runningRequestsTakesTheLargerDemand() {
        Baseline law = ProportionalLaws.running(16, 1);

        assertThat(wanted(law, ObservationFixture.of(2).showing(24, 1, 0))).isEqualTo(3);
        assertThat(wanted(law, ObservationFixture.of(2).showing(24, 3, 0).holdingBack(2, 0)))
                .isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"6, 4, 1, 5", "6, 4, 3, 4", "3, 4, 2, 3", "4, 4, 0, 4"})
    void theGuardTakesStartingReplicasOffADemandAboveWhatThereIs(
            double demand, int replicas, int pending, double guarded) {
        Baseline law = ProportionalLaws.guarded(seen -> Recommendation.of(demand, "a demand"));

        assertThat(wanted(law, ObservationFixture.of(replicas).ready(replicas - pending)))
                .isEqualTo(guarded);
    }

    @Test
    void theGuardFallsBackToOneReplicaWithoutADemand() {
        Baseline law = ProportionalLaws.guarded(seen -> Recommendation.hold("no metrics"));

        assertThat(wanted(law, ObservationFixture.of(6))).isEqualTo(1);
    }

    @Test
    void sloAwareRecordsTheWorseShareAndCapsIt() {
        SloAware law = SloAware.measuring(new LatencyLimits(3, 0.1), SloAware.Marks.SHIPPED);

        assertThat(law.rule(ObservationFixture.of(3).latencies(1.5, 0.06))).hasValue(0.06 / 0.1);
        assertThat(law.rule(ObservationFixture.of(3).latencies(30, 0.01))).hasValue(2);
    }

    @Test
    void sloAwareNeverGoesDownOnTheWayUpWhereThatIsMended() {
        SloAware law = SloAware.measuring(new LatencyLimits(3, 0.1), new SloAware.Marks(0.55, 0.4, true));

        assertThat(law.desired(0.6, 8, 2)).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"4, 0.71, 0, 1", "4, 0.50, 2.5, 1", "0, 0, 0, 1", "4, 0.50, 1, -1", "2, 0.50, 1, 0", "1, 0.1, 0, 0"})
    void saturationOneStepsBySpare(int unsaturated, double usage, double queue, int step) {
        SaturationOne law = new SaturationOne(SaturationOne.Thresholds.SHIPPED);

        assertThat(law.step(new Load(unsaturated, usage, queue))).isEqualTo(step);
    }

    @Test
    void saturationOneWaitsUntilWhatItAskedForIsThereAndShowsMetrics() {
        SaturationOne law = new SaturationOne(SaturationOne.Thresholds.SHIPPED);

        assertThat(wanted(law, ObservationFixture.of(4).asked(5).showing(9, 9, 0.9)))
                .isEqualTo(5);
        assertThat(wanted(law, ObservationFixture.of(4).ready(3).showing(9, 9, 0.9)))
                .isEqualTo(4);
    }

    @Test
    void saturationTwoCountsTokensAgainstSupply() {
        SaturationTwo law =
                new SaturationTwo(new EngineLimits(128, 2_048, 400_000), 1_000, 250, SaturationTwo.Marks.SHIPPED);

        // 2 replicas of 100,000 tokens: 200,000 at 0.85 need 35,295 more; 100,000 at 0.70 leave 57,142 of 200,000
        // spare.
        assertThat(law.desired(200_000, 100_000, 2)).isEqualTo(3);
        assertThat(law.desired(100_000, 100_000, 2)).isEqualTo(2);
        assertThat(law.desired(60_000, 100_000, 2)).isEqualTo(1);
        assertThat(law.desired(0, 100_000, 5)).isEqualTo(1);
    }

    @Test
    void saturationTwoTakesWhatIsInUseForCapacityOnceRequestsQueue() {
        SaturationTwo law =
                new SaturationTwo(new EngineLimits(128, 2_048, 400_000), 1_000, 250, SaturationTwo.Marks.SHIPPED);

        // 40,000 tokens in use on each of two pods and 6,000 queued: capacity 40,000, demand 92,000.
        assertThat(wanted(law, ObservationFixture.of(2).showing(40, 6, 0.1))).isEqualTo(3);
    }

    @Test
    void infernoHoldsWhereNoRateKeepsItsTargets() {
        Inferno law = inferno(new LatencyLimits(1, 0.005), Inferno.Arrivals.TRUE);

        assertThat(law.decide(ObservationFixture.of(2).receiving(50, 50)).replicas())
                .isEmpty();
    }

    @Test
    void infernoTakesCompletionsForArrivalsAsShipped() {
        ObservationFixture overloaded = ObservationFixture.of(2).receiving(100, 20);

        double shipped = wanted(inferno(new LatencyLimits(1, 0.009), Inferno.Arrivals.COMPLETIONS), overloaded);
        double told = wanted(inferno(new LatencyLimits(1, 0.009), Inferno.Arrivals.TRUE), overloaded);

        assertThat(Math.ceil(shipped)).isEqualTo(1);
        assertThat(told).isCloseTo(5 * shipped, within(1e-9));
    }

    @Test
    void dynamoLoadStepsByOneAndGracesANewWorker() {
        DynamoLoad law = new DynamoLoad(DynamoLoad.Marks.SHIPPED);

        assertThat(wanted(law, ObservationFixture.of(3).at(30).showing(60, 0, 0.95)))
                .isEqualTo(4);
        assertThat(wanted(law, ObservationFixture.of(4).at(60).showing(1, 0, 0.1)))
                .isEqualTo(4);
        assertThat(wanted(law, ObservationFixture.of(4).at(120).showing(1, 0, 0.1)))
                .isEqualTo(3);
    }

    @Test
    void dynamoLoadAddsNothingForAQueueThatGoesAway() {
        DynamoLoad law = new DynamoLoad(DynamoLoad.Marks.SHIPPED);

        assertThat(law.step(0.6, 1, 0.2)).isZero();
        assertThat(law.step(0.6, 1, 1.5)).isEqualTo(1);
    }

    @Test
    void aibrixHoldsBackForFiveMinutesWhatItOnceWanted() {
        DownCooldown law = new DownCooldown(ProportionalLaws.aibrixApa(0.5), 300);

        assertThat(wanted(law, ObservationFixture.of(4).at(0).showing(9, 0, 0.5)))
                .isEqualTo(4);
        assertThat(wanted(law, ObservationFixture.of(4).at(290).showing(9, 0, 0.1)))
                .isEqualTo(4);
        assertThat(wanted(law, ObservationFixture.of(4).at(300).showing(9, 0, 0.1)))
                .isEqualTo(2);
    }

    @Test
    void rayWaitsUntilAWishHasLasted() {
        RayServe law = new RayServe(2, RayServe.Delays.SHIPPED);
        ObservationFixture busy = ObservationFixture.of(4).showing(4, 1, 0);

        assertThat(wanted(law, busy.at(0))).isEqualTo(4);
        assertThat(wanted(law, busy.at(29))).isEqualTo(4);
        assertThat(wanted(law, busy.at(30))).isEqualTo(10);

        ObservationFixture quiet = ObservationFixture.of(4).showing(1, 0, 0);
        assertThat(wanted(law, quiet.at(40))).isEqualTo(4);
        assertThat(wanted(law, quiet.at(639))).isEqualTo(4);
        assertThat(wanted(law, quiet.at(640))).isEqualTo(2);
    }

    @Test
    void rayLeavesZeroAtOnce() {
        RayServe law = new RayServe(2, RayServe.Delays.SHIPPED);

        assertThat(wanted(law, ObservationFixture.of(0).holdingBack(3, 0))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"100, 2, 5", "10, 2, 1", "10, 1, 1", "60, 3, 3"})
    void chironFillsSixTenthsOfItsInstances(double inFlight, int replicas, int wanted) {
        ObservationFixture seen = ObservationFixture.of(replicas).showing(inFlight / replicas, 0, 0);

        assertThat(wanted(ProportionalLaws.chiron(0.6, 36), seen)).isEqualTo(wanted);
    }

    @ParameterizedTest
    // The forecast is 20 requests/s, 4 replicas: with cache use between the marks nothing moves, whatever it says.
    @CsvSource({"0.6, 15, 2, 4", "0.4, 15, 2, 2", "0.2, 5, 6, 4", "0.3, 5, 6, 6", "0.95, 15, 6, 7", "0.1, 110, 2, 22"})
    void sageServeMovesWhereForecastAndUseAgree(double usage, double rate, int replicas, int wanted) {
        SageServe law = new SageServe(SageServe.Marks.SHIPPED, 5, 20);

        assertThat(law.desired(usage, rate, replicas)).isEqualTo(wanted);
    }

    @Test
    void aDecisionIsRoundedUpAndKeptWithinBounds() {
        assertThat(Recommendation.of(2.1, "").within(1, 8, 5)).isEqualTo(3);
        assertThat(Recommendation.of(3 * 0.1 / 0.1, "").within(1, 8, 5)).isEqualTo(3);
        assertThat(Recommendation.of(40, "").within(1, 8, 5)).isEqualTo(8);
        assertThat(Recommendation.hold("").within(1, 8, 5)).isEqualTo(5);
        assertThatThrownBy(() -> Recommendation.of(Double.NaN, "")).hasMessage("replicas must be 0 or more, was NaN");
    }

    private static Inferno inferno(LatencyLimits targets, Inferno.Arrivals arrivals) {
        return new Inferno(new Inferno.Parameters(6.973, .027, 15.415, .000337), targets, 64, arrivals, 1_024, 256);
    }

    private static double wanted(Baseline law, ObservationFixture seen) {
        return law.decide(seen).replicas().orElseThrow();
    }
}
