// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.CellRunner;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns one policy's knob. A short walk begins at 1 and goes down while 99 % is reached, up while it is not, until the two positions
 * are found between which it is: nothing else is needed for the cost at 99 %.
 */
final class KnobWalk {
    private static final double AS_GIVEN = 1;

    private final CellRunner runner;
    private final List<Double> ladder;
    private final boolean whole;

    KnobWalk(CellRunner runner, List<Double> ladder, boolean whole) {
        this.runner = runner;
        this.ladder = ladder;
        this.whole = whole;
    }

    /** The outcomes, in the order in which they were run. */
    List<ResultRow> walk(Cell asGiven) {
        if (whole) {
            return ladder.stream().map(knob -> run(asGiven, knob)).toList();
        }
        List<ResultRow> rows = new ArrayList<>();
        int at = ladder.indexOf(AS_GIVEN);
        rows.add(run(asGiven, ladder.get(at)));
        boolean reached = reached(rows.get(0));
        int step = reached ? -1 : 1;
        for (at += step; at >= 0 && at < ladder.size(); at += step) {
            ResultRow row = run(asGiven, ladder.get(at));
            rows.add(row);
            if (reached(row) != reached) {
                break;
            }
        }
        return rows;
    }

    private ResultRow run(Cell asGiven, double knob) {
        return runner.run(
                new Cell(asGiven.setting(), asGiven.contender().withKnob(knob), asGiven.window(), asGiven.seed()));
    }

    private static boolean reached(ResultRow row) {
        return row.attainment().all() >= Judge.MATCHED_ATTAINMENT;
    }
}
