// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static final PolicyForm TUNED = new PolicyForm("B4", "tuned");

    @Test
    void theCheapestThatReachesNinetyNinePercentIsChosen() {
        assertThat(chosen(Map.of(
                        "a", new double[] {9, 0.98}, "b", new double[] {12, 1.0}, "c", new double[] {11, 0.991})))
                .isEqualTo("c");
    }

    @Test
    void whereNoneReachesItTheOneThatComesNearest() {
        assertThat(chosen(
                        Map.of("a", new double[] {9, 0.96}, "b", new double[] {20, 0.98}, "c", new double[] {1, 0.5})))
                .isEqualTo("b");
    }

    @Test
    void theRunItselfIsNeverLookedAt() {
        List<Cell> seen = new ArrayList<>();
        Function<Cell, ResultRow> runner = cell -> {
            seen.add(cell);
            return Rows.row(cell, 10, 1);
        };

        Tuning tuning = Tuning.of(
                List.of(new Contender(TUNED, "a", 1), new Contender(TUNED, "b", 1)), Rows.setting("W1"), 3, runner);

        assertThat(seen).hasSize(2).allMatch(cell -> cell.window() == Window.TRAINING && cell.seed() == 3);
        assertThat(tuning.tried()).isEqualTo(2);
    }

    private static String chosen(Map<String, double[]> costAndAttainment) {
        Function<Cell, ResultRow> runner = cell -> {
            double[] outcome = costAndAttainment.getOrDefault(cell.contender().parameters(), new double[] {0, 0});
            return Rows.row(cell, outcome[0], outcome[1]);
        };
        List<Contender> grid = costAndAttainment.keySet().stream()
                .map(name -> new Contender(TUNED, name, 1))
                .toList();
        return Tuning.of(grid, Rows.setting("W1"), 1, runner).chosen().parameters();
    }
}
