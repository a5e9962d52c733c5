// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import dev.headroom.lab.compare.cell.ResultRow;
import java.util.Comparator;
import java.util.List;

/**
 * All that one side did in one setting with one seed: an outcome for each position of its knob.
 *
 * @param rows by knob; one or more
 */
public record Curve(List<ResultRow> rows) {
    public Curve {
        rows = rows.stream()
                .sorted(Comparator.comparingDouble(row -> row.cell().contender().knob()))
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a curve must have an outcome");
        }
    }

    /** The outcome with the knob as its parameters say: at 1, or nearest to it. */
    public ResultRow asGiven() {
        return rows.stream()
                .min(Comparator.comparingDouble(
                        row -> Math.abs(Math.log(row.cell().contender().knob()))))
                .orElseThrow();
    }

    /** The side's front. */
    public ParetoFront front() {
        return ParetoFront.of(rows.stream()
                .map(row -> new ParetoFront.Point(
                        row.cost().gpuHours(), row.attainment().all()))
                .toList());
    }
}
