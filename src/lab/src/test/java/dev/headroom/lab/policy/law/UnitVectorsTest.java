// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.keda.HorizontalAutoscaler;
import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import dev.headroom.lab.keda.HpaBehavior.Select;
import dev.headroom.lab.keda.Tolerance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unit vectors of the benchmark's protocol, section 11.2. */
class UnitVectorsTest {
    @ParameterizedTest
    @CsvSource({"23, 5", "21, 4"})
    void theHpaLeavesFourReplicasWithinATenthOfTheirTarget(int total, int replicas) {
        Rules free = new Rules(0, Select.MAX, List.of(new Limit(Limit.Kind.PODS, 4, 15)));
        HorizontalAutoscaler hpa =
                new HorizontalAutoscaler(new HpaBehavior(1, 8, free, free, Tolerance.TENTH_SINCE_1_33));
        // Four pods with a fourth of the queue each.
        SightFixture sight = SightFixture.of(4).showing(16, total / 4.0, 0.5);

        double proposal = new WaitingRequests(5).decide(sight).replicas().orElseThrow();

        assertThat(hpa.sync(proposal, 4, 0)).isEqualTo(replicas);
    }

    @ParameterizedTest
    @CsvSource({"0.7, 6", "0.3, 3"})
    void aibrixApaGrowsInProportionAndHalvesAtMost(double usage, int replicas) {
        assertThat(new AibrixApa(0.5).desired(usage, 4)).isEqualTo(replicas);
    }

    @Test
    void aibrixKpaAsCodedShrinksUnderLoadAndCorrectedGrows() {
        SightFixture sight = SightFixture.of(4).showing(30, 0, 0.9);

        assertThat(new AibrixKpa(0.5, false).decide(sight).within(1, 20, 4)).isEqualTo(2);
        assertThat(new AibrixKpa(0.5, true).decide(sight).within(1, 20, 4)).isEqualTo(8);
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
        SloAware law = new SloAware(new SloAware.Latencies(3, 0.1), SloAware.Marks.SHIPPED);
        SightFixture sight = SightFixture.of(replicas).ready(ready).recording(share);

        assertThat(law.desired(share, replicas, ready)).isEqualTo(desired);
        assertThat(law.decide(sight).within(3, 8, replicas)).isEqualTo(clipped);
    }

    @Test
    void saturationOneAddsOneWhenTheSpareOfTheCacheIsLow() {
        SaturationOne law = new SaturationOne(SaturationOne.Thresholds.SHIPPED);

        assertThat(law.decide(SightFixture.of(4).showing(30, 0, 0.72)).within(1, 8, 4))
                .isEqualTo(5);
    }

    @Test
    void tokenAwareRoundsUp() {
        TokenAware law = new TokenAware(15_928, 1.5, 0.8);

        assertThat(law.desired(24_000, 0)).isEqualTo(2);
    }

    @Test
    void tokenAwareIsWrongByTheFactorOfItsCalibration() {
        // The guide's own example: 2,696 in place of 15,928 makes 8 replicas of what 3 would do.
        double tokens = 3 * 15_928 * 0.45;

        assertThat(new TokenAware(15_928, 1.5, 0.8).desired(tokens, 0)).isEqualTo(1);
        assertThat(new TokenAware(2_696, 1.5, 0.8).desired(tokens, 0)).isEqualTo(6);
    }
}
