// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepGridTest {
    private static final StepGrid GRID =
            new StepGrid(new double[] {1, 5, 9}, new double[] {0, 100}, new double[][] {{10, 20}, {14, 28}, {14, 28}});

    @ParameterizedTest
    @CsvSource({
        "1, 0, 10", "1, 100, 20", "5, 100, 28", // its marks
        "1, 50, 15", "3, 0, 12", "3, 50, 18", // between
        "0, 0, 10", "1, 200, 30", "20, 0, 14", // before and beyond
        "20, 200, 42" // beyond both ends
    })
    void isStraightBetweenItsMarksAndBeyondTheLast(double row, double column, double millis) {
        assertThat(GRID.at(row, column)).isCloseTo(millis, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverFalls(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        double[][] millis = new double[4][4];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                double least =
                        Math.max(row == 0 ? 1 : millis[row - 1][column], column == 0 ? 1 : millis[row][column - 1]);
                millis[row][column] = least + chance.nextDouble();
            }
        }
        StepGrid grid = new StepGrid(new double[] {1, 2, 4, 8}, new double[] {0, 1, 3, 4}, millis);

        for (int i = 0; i < 2_000; i++) {
            double row = 8 * chance.nextDouble();
            double column = 4 * chance.nextDouble();
            assertThat(grid.at(row + chance.nextDouble(), column)).isGreaterThanOrEqualTo(grid.at(row, column) - 1e-12);
            assertThat(grid.at(row, column + chance.nextDouble())).isGreaterThanOrEqualTo(grid.at(row, column) - 1e-12);
        }
    }

    @Test
    void refusesGridsThatAreNone() {
        double[] marks = {0, 1};
        assertThatThrownBy(() -> new StepGrid(new double[] {1}, marks, new double[][] {{1, 1}}))
                .hasMessage("a grid needs 2 row marks or more, had 1");
        assertThatThrownBy(() -> new StepGrid(new double[] {1, 1}, marks, new double[][] {{1, 1}, {1, 1}}))
                .hasMessage("row marks must be 0 or more and ascend, was [1.0, 1.0]");
        assertThatThrownBy(() -> new StepGrid(marks, marks, new double[][] {{1, 2}}))
                .hasMessage("a grid needs a list of times for each of its 2 rows, had 1");
        assertThatThrownBy(() -> new StepGrid(marks, marks, new double[][] {{1, 2}, {1}}))
                .hasMessage("row 1.0 needs a time for each of 2 columns, had 1");
        assertThatThrownBy(() -> new StepGrid(marks, marks, new double[][] {{1, 2}, {1, 1.5}}))
                .hasMessage(
                        "times must be above 0 and never fall along a row or a column, was 1.5 at row 1.0, column 1.0");
    }
}
