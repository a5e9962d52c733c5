// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridFitTest {
    private static final double[] ROWS = {0, 256, 512, 1024, 2048};
    private static final double[] COLUMNS = {0, 10_000, 50_000};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsAFlatPartAndASteepOneAndTheSlope(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<GridFit.Point> points = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            double prefill = 2048 * chance.nextDouble();
            double context = 50_000 * chance.nextDouble();
            double attended = 1e6 * chance.nextDouble();
            double noise = 1 + 0.05 * (2 * chance.nextDouble() - 1);
            points.add(new GridFit.Point(prefill, context, attended, noise * truth(prefill, context, attended)));
        }

        GridFit.Fitted fitted = GridFit.fit(ROWS, COLUMNS, points, true);

        assertThat(fitted.grid().at(100, 20_000)).isCloseTo(truth(100, 20_000, 0), withPercentage(3));
        assertThat(fitted.grid().at(1_500, 20_000)).isCloseTo(truth(1_500, 20_000, 0), withPercentage(2));
        assertThat(fitted.slope()).isCloseTo(2e-6, within(4e-7));
    }

    @Test
    void isNotMovedByAFewStepsThatTookManyTimesAsLong() {
        List<GridFit.Point> points = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            points.add(new GridFit.Point(5 * i, 100 * i, 0, i % 50 == 0 ? 200 : 20));
        }

        GridFit.Fitted fitted = GridFit.fit(ROWS, COLUMNS, points, false);

        assertThat(fitted.grid().at(1_000, 20_000)).isCloseTo(20, withPercentage(10));
    }

    @Test
    void neverFallsEvenWhereThePointsDo() {
        List<GridFit.Point> points = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            points.add(new GridFit.Point(5 * i, 10_000, 0, 30 - i / 50.0));
        }

        GridFit.Fitted fitted = GridFit.fit(ROWS, COLUMNS, points, false);

        for (int row = 1; row < ROWS.length; row++) {
            assertThat(fitted.grid().at(ROWS[row], 10_000))
                    .isGreaterThanOrEqualTo(fitted.grid().at(ROWS[row - 1], 10_000));
        }
        assertThat(fitted.grid().at(1_000, 10_000)).isBetween(22.0, 30.0);
    }

    private static double truth(double prefill, double context, double attended) {
        return Math.max(16, 16 + (prefill - 256) * 0.02) + 2e-4 * context + 2e-6 * attended;
    }
}
