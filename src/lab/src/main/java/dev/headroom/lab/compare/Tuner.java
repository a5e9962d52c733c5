// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.CellRunner;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Window;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses a policy's parameters on the training window, never on the run: the cheapest that reach 99 %, and where none do, those that
 * come nearest.
 */
final class Tuner {
    /** Best first. */
    private static final Comparator<ResultRow> ORDER = Comparator.<ResultRow>comparingDouble(
                    row -> -Math.min(row.attainment().all(), Judge.MATCHED_ATTAINMENT))
            .thenComparingDouble(row -> row.cost().gpuHours())
            .thenComparing(Comparator.naturalOrder());

    private final CellRunner runner;

    Tuner(CellRunner runner) {
        this.runner = runner;
    }

    /** The best of one or more variants. */
    Tuning choose(List<Contender> grid, Setting setting, long seed) {
        ResultRow best = grid.stream()
                .map(contender -> runner.run(new Cell(setting, contender, Window.TRAINING, seed)))
                .min(ORDER)
                .orElseThrow(() -> new IllegalArgumentException("a grid must have a variant"));
        return new Tuning(
                setting,
                best.cell().contender(),
                best.attainment().all(),
                best.cost().gpuHours(),
                grid.size());
    }
}
