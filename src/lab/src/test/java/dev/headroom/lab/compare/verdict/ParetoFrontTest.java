// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.compare.verdict.ParetoFront.Point;
import dev.headroom.lab.compare.verdict.ParetoFront.Reading;
import dev.headroom.lab.compare.verdict.ParetoFront.Reading.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoFrontTest {
    private final ParetoFront front =
            ParetoFront.of(List.of(new Point(10, 0.95), new Point(14, 0.97), new Point(20, 1.0), new Point(15, 0.96)));

    @Test
    void whatAnotherBeatsInBothIsNotOnIt() {
        assertThat(front.points()).containsExactly(new Point(10, 0.95), new Point(14, 0.97), new Point(20, 1.0));
    }

    @Test
    void costAtAnAttainmentLiesOnTheLineBetweenNeighbours() {
        // From 0.97 to 1.00 the cost rises from 14 to 20; 0.99 is two thirds of the way.
        Reading cost = front.costAt(0.99);

        assertThat(cost.kind()).isEqualTo(Kind.INTERPOLATED);
        assertThat(cost.figure()).isCloseTo(18, within(1e-9));
        assertThat(front.costAt(0.97)).isEqualTo(new Reading(Kind.INTERPOLATED, 14));
    }

    @Test
    void nothingIsExtrapolated() {
        ParetoFront low = ParetoFront.of(List.of(new Point(10, 0.9), new Point(30, 0.98)));

        assertThat(low.costAt(0.99)).isEqualTo(Reading.NOT_REACHED);
        assertThat(low.costAt(0.99).value()).isEmpty();
        assertThat(front.costAt(0.90)).isEqualTo(new Reading(Kind.EDGE, 10));
        assertThat(ParetoFront.of(List.of()).costAt(0.5).reached()).isFalse();
    }

    @Test
    void attainmentAtACostLiesOnTheSameLine() {
        assertThat(front.attainmentAt(12).figure()).isCloseTo(0.96, within(1e-9));
        assertThat(front.attainmentAt(14)).isEqualTo(new Reading(Kind.INTERPOLATED, 0.97));
        assertThat(front.attainmentAt(9.9)).isEqualTo(Reading.NOT_REACHED);
        assertThat(front.attainmentAt(25)).isEqualTo(new Reading(Kind.EDGE, 1.0));
    }

    @Test
    void ofTwoEquallyDearOutcomesTheBetterCounts() {
        assertThat(ParetoFront.of(List.of(new Point(10, 0.9), new Point(10, 0.95)))
                        .points())
                .containsExactly(new Point(10, 0.95));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void moreAttainmentNeverCostsLess(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        for (int draw = 0; draw < 100; draw++) {
            List<Point> outcomes = new ArrayList<>();
            for (int count = chance.nextInt(1, 8); count > 0; count--) {
                outcomes.add(new Point(chance.nextDouble() * 100, chance.nextDouble()));
            }
            ParetoFront drawn = ParetoFront.of(outcomes);
            double last = 0;
            for (double attainment = 0; attainment <= 1; attainment += 0.01) {
                double cost = drawn.costAt(attainment).value().orElse(Double.POSITIVE_INFINITY);

                assertThat(cost)
                        .as("seed %d draw %d at %f", seed, draw, attainment)
                        .isGreaterThanOrEqualTo(last);

                last = cost;
            }
        }
    }
}
