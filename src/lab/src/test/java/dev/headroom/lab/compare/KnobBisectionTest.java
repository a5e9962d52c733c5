// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.compare.cell.CellRunner;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnobBisectionTest {
    @Test
    void halvesTheGapAroundNinetyNinePercent() {
        List<Double> knobs = knobs(1.3, 1.0, 1.6);

        assertThat(knobs).hasSize(2);
        assertThat(knobs.get(0)).isCloseTo(Math.sqrt(1.6), within(1e-9));
        // That was too little, so the second lies above it.
        assertThat(knobs.get(1)).isCloseTo(Math.sqrt(1.6 * Math.sqrt(1.6)), within(1e-9));
    }

    @Test
    void goesOnBeyondTheLadderWhereAllReachIt() {
        assertThat(knobs(0.1, 0.6, 1.0)).hasSize(2).allMatch(knob -> knob < 0.6);
    }

    @Test
    void andWhereNoneDoes() {
        assertThat(knobs(9, 1.0, 2.5)).hasSize(2).allMatch(knob -> knob > 2.5);
    }

    @Test
    void endsWhereTwoKnobsAreOne() {
        assertThat(knobs(1.005, 1.0, 1.01)).isEmpty();
    }

    private static List<Double> knobs(double reachedFrom, double... tried) {
        CellRunner runner = cell -> {
            double knob = cell.contender().knob();
            return Rows.row(cell, 10 * knob, knob >= reachedFrom ? 0.995 : 0.97);
        };
        List<ResultRow> rows = Arrays.stream(tried)
                .mapToObj(knob -> runner.run(Rows.cell("B4", "shipped", knob, 1)))
                .toList();
        return new KnobBisection(runner, 2)
                .around(rows).stream().map(row -> row.cell().contender().knob()).toList();
    }
}
