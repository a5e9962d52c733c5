// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import static dev.headroom.scaler.whatif.Asked.ARTICLE;
import static dev.headroom.scaler.whatif.Asked.BY_CHANCE;
import static dev.headroom.scaler.whatif.Asked.H100;
import static dev.headroom.scaler.whatif.Asked.STEADY;
import static dev.headroom.scaler.whatif.Asked.endToEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CostCurveTest {
    @Test
    void theArticlesTwoInstancesAnswerWithinFiveSeconds() {
        CostCurve curve = curveOf(Alternative.of(endToEnd("5s"), ARTICLE, STEADY, Optional.empty()), 25);

        CostCurve.Point two = curve.points().get(0);
        assertThat(two.replicas()).isEqualTo(2);
        // By Little's law 12.5 requests/s hold 62 in flight, just below the 64 of the table.
        assertThat(two.seconds().get(0).getAsDouble()).isCloseTo(4.9, within(0.1));
    }

    @RepeatedTest(20)
    void moreReplicasAreNeverSlower(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        double load = new SplittableRandom(seed).nextDouble(1, 300);
        CostCurve curve = curveOf(Alternative.of(endToEnd("8s"), H100, BY_CHANCE, Optional.empty()), load);

        double before = Double.POSITIVE_INFINITY;
        assertThat(curve.points()).as("seed %s", seed).hasSizeBetween(2, 100);
        for (CostCurve.Point point : curve.points()) {
            OptionalDouble seconds = point.seconds().get(0);
            assertThat(seconds)
                    .as("seed %s, %s replicas", seed, point.replicas())
                    .isPresent();
            assertThat(seconds.getAsDouble())
                    .as("seed %s, %s replicas", seed, point.replicas())
                    .isLessThanOrEqualTo(before * (1 + 1e-6));
            before = seconds.getAsDouble();
        }
    }

    private static CostCurve curveOf(Alternative asked, double load) {
        return CostCurve.of(asked.replica().orElseThrow(), asked.rates().orElseThrow(), load);
    }
}
