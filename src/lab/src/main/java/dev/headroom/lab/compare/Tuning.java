// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * How a tuned variant was chosen.
 *
 * @param setting under which its training window was run
 * @param chosen the variant
 * @param attainment of it on the training window
 * @param gpuHours of it on the training window
 * @param tried how many variants there were to choose from
 */
record Tuning(Setting setting, Contender chosen, double attainment, double gpuHours, int tried) {
    private static final Comparator<ResultRow> BEST_FIRST = Comparator.<ResultRow>comparingDouble(
                    row -> -Math.min(row.attainment(), Judge.MATCHED_ATTAINMENT))
            .thenComparingDouble(ResultRow::gpuHours)
            .thenComparing(Comparator.naturalOrder());

    /**
     * Chooses on the training window, never on the run: the cheapest that reach 99 %, and where none do, those that come nearest.
     *
     * @param grid one or more variants
     */
    static Tuning of(List<Contender> grid, Setting setting, long seed, Function<Cell, ResultRow> runner) {
        ResultRow best = grid.stream()
                .map(contender -> runner.apply(new Cell(setting, contender, Window.TRAINING, seed)))
                .min(BEST_FIRST)
                .orElseThrow(() -> new IllegalArgumentException("a grid must have a variant"));
        return new Tuning(setting, best.cell().contender(), best.attainment(), best.gpuHours(), grid.size());
    }
}
