// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.keda.HorizontalAutoscaler;
import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unit vectors of the benchmark's protocol, section 11.2. */
class UnitVectorsTest {
    @ParameterizedTest
    @CsvSource({"23, 5", "21, 4"})
    void theHpaLeavesFourReplicasWithinATenthOfTheirTarget(int total, int replicas) {
        Rules free = new Rules(0, List.of(new Limit(Limit.Kind.PODS, 4, 15)));
        HorizontalAutoscaler hpa =
                new HorizontalAutoscaler(new HpaBehavior(1, 8, free, free, HpaBehavior.DEFAULT_TOLERANCE));
        // Four pods with a fourth of the queue each.
        ObservationFixture seen = ObservationFixture.of(4).showing(16, total / 4.0, 0.5);

        double proposal = ProportionalLaws.waiting(5).decide(seen).replicas().orElseThrow();

        assertThat(hpa.sync(proposal, 4, 0)).isEqualTo(replicas);
    }

    @ParameterizedTest
    @CsvSource({"0.7, 6", "0.3, 3"})
    void aibrixApaGrowsInProportionAndHalvesAtMost(double usage, int replicas) {
        ObservationFixture seen = ObservationFixture.of(4).showing(9, 0, usage);

        assertThat(ProportionalLaws.aibrixApa(0.5).decide(seen).replicas()).hasValue(replicas);
    }

    @Test
    void aibrixKpaAsCodedShrinksUnderLoadAndCorrectedGrows() {
        ObservationFixture seen = ObservationFixture.of(4).showing(30, 0, 0.9);

        assertThat(ProportionalLaws.aibrixKpa(0.5, false).decide(seen).within(1, 20, 4))
                .isEqualTo(2);
        assertThat(ProportionalLaws.aibrixKpa(0.5, true).decide(seen).within(1, 20, 4))
                .isEqualTo(8);
    }

    @Test
    void knativeDividesTheTotalAndPanicsAtTwiceThePods() {
        KnativeKpa law = new KnativeKpa(70);

        assertThat(law.desired(350, 350, 3, 0)).isEqualTo(5);
        assertThat(law.desired(350, 700, 3, 2)).isEqualTo(10);
        assertThat(law.desired(350, 300, 3, 4)).as("in panic it never falls").isEqualTo(10);
        assertThat(law.desired(350, 300, 3, 63))
                .as("after a stable window it does")
                .isEqualTo(5);
    }

    @Test
    void rayServeDividesTheTotal() {
        assertThat(new RayServe(2, RayServe.Delays.SHIPPED).desired(4, 20)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 2.0, 11, 8", "8, 3, 2.0, 11, 8", "8, 8, 0.30, 6, 6", "8, 2, 0.6, 3, 3", "5, 5, 0.5, 5, 5"})
    void sloAwareFollowsItsFormula(int replicas, int ready, double share, int desired, int clipped) {
        SloAware law = SloAware.measuring(new LatencyLimits(3, 0.1), SloAware.Marks.SHIPPED);
        ObservationFixture seen = ObservationFixture.of(replicas).ready(ready).recording(share);

        assertThat(law.desired(share, replicas, ready)).isEqualTo(desired);
        assertThat(law.decide(seen).within(3, 8, replicas)).isEqualTo(clipped);
    }

    @Test
    void saturationOneAddsOneWhenTheSpareOfTheCacheIsLow() {
        SaturationOne law = new SaturationOne(SaturationOne.Thresholds.SHIPPED);

        assertThat(law.decide(ObservationFixture.of(4).showing(30, 0, 0.72)).within(1, 8, 4))
                .isEqualTo(5);
    }

    @Test
    void tokenAwareRoundsUp() {
        assertThat(tokenAware(15_928, 24_000)).isEqualTo(2);
    }

    @Test
    void tokenAwareIsWrongByTheFactorOfItsCalibration() {
        // The guide's own example: 2,696 in place of 15,928 makes 8 replicas of what 3 would do.
        double tokens = 3 * 15_928 * 0.45;

        assertThat(tokenAware(15_928, tokens)).isEqualTo(1);
        assertThat(tokenAware(2_696, tokens)).isEqualTo(6);
    }

    private static double tokenAware(double prefillTokensPerSecond, double promptTokens) {
        return ProportionalLaws.tokenAware(prefillTokensPerSecond, 1.5, 0.8)
                .decide(ObservationFixture.of(1).holdingBack(0, promptTokens))
                .replicas()
                .orElseThrow();
    }
}
