// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KnobSearchTest {
    private static final List<Double> LADDER = List.of(0.5, 0.7, 1.0, 1.4, 2.0);

    @Test
    void goesDownUntilNinetyNinePercentIsNoMoreReached() {
        assertThat(knobs(reachingFrom(0.7))).containsExactly(1.0, 0.7, 0.5);
        assertThat(knobs(reachingFrom(1.0))).containsExactly(1.0, 0.7);
    }

    @Test
    void goesUpUntilItIs() {
        assertThat(knobs(reachingFrom(1.4))).containsExactly(1.0, 1.4);
        assertThat(knobs(reachingFrom(2.0))).containsExactly(1.0, 1.4, 2.0);
    }

    @Test
    void endsWhereTheLadderEnds() {
        assertThat(knobs(reachingFrom(0))).containsExactly(1.0, 0.7, 0.5);
        assertThat(knobs(reachingFrom(9))).containsExactly(1.0, 1.4, 2.0);
    }

    @Test
    void halvesTheGapAroundNinetyNinePercent() {
        List<Double> knobs = bisected(1.3, 1.0, 1.6);

        assertThat(knobs).hasSize(2);
        assertThat(knobs.get(0)).isCloseTo(Math.sqrt(1.6), within(1e-9));
        // That was too little, so the second lies above it.
        assertThat(knobs.get(1)).isCloseTo(Math.sqrt(1.6 * Math.sqrt(1.6)), within(1e-9));
    }

    @Test
    void goesOnBeyondTheLadderWhereAllReachIt() {
        assertThat(bisected(0.1, 0.6, 1.0)).hasSize(2).allMatch(knob -> knob < 0.6);
    }

    @Test
    void andWhereNoneDoes() {
        assertThat(bisected(9, 1.0, 2.5)).hasSize(2).allMatch(knob -> knob > 2.5);
    }

    @Test
    void endsWhereTwoKnobsAreOne() {
        assertThat(bisected(1.005, 1.0, 1.01)).isEmpty();
    }

    private static List<Double> knobs(Function<Cell, ResultRow> runner) {
        return new KnobSearch(runner)
                .walk(Rows.cell("B4", "shipped", 1, 1), LADDER).stream()
                        .map(row -> row.cell().contender().knob())
                        .toList();
    }

    private static Function<Cell, ResultRow> reachingFrom(double knob) {
        return cell -> Rows.row(cell, 10, cell.contender().knob() >= knob ? 0.99 : 0.98);
    }

    private static List<Double> bisected(double reachedFrom, double... tried) {
        Function<Cell, ResultRow> runner = cell -> {
            double knob = cell.contender().knob();
            return Rows.row(cell, 10 * knob, knob >= reachedFrom ? 0.995 : 0.97);
        };
        List<ResultRow> rows = Arrays.stream(tried)
                .mapToObj(knob -> runner.apply(Rows.cell("B4", "shipped", knob, 1)))
                .toList();
        return new KnobSearch(runner)
                .bisect(rows, 2).stream()
                        .map(row -> row.cell().contender().knob())
                        .toList();
    }
}
