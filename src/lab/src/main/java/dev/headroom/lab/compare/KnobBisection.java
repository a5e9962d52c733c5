// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.CellRunner;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Brings one policy's outcomes of one seed nearer to 99 %: each run halves, in logarithms, the gap between the cheapest position that
 * reaches it and the next one below; where all or none do, it goes on beyond the ladder's end.
 */
final class KnobBisection {
    /** Beyond an end of the ladder. */
    private static final double STRIDE = 1.5;
    /** Nearer than that two positions buy the same replicas. */
    private static final double NEAR = 1.02;

    private static final Comparator<ResultRow> BY_KNOB = Comparator.comparingDouble(KnobBisection::knob);

    private final CellRunner runner;
    private final int runs;

    KnobBisection(CellRunner runner, int runs) {
        this.runner = runner;
        this.runs = runs;
    }

    /** The outcomes that are new; of the rows that are there, all of one policy and seed, there is at least one. */
    List<ResultRow> around(List<ResultRow> rows) {
        List<ResultRow> all = new ArrayList<>(rows);
        for (int run = 0; run < runs; run++) {
            OptionalDouble next = next(all);
            if (next.isEmpty()) {
                break;
            }
            Cell cell = rows.get(0).cell();
            all.add(runner.run(new Cell(
                    cell.setting(), cell.contender().withKnob(next.getAsDouble()), cell.window(), cell.seed())));
        }
        return all.subList(rows.size(), all.size());
    }

    private static OptionalDouble next(List<ResultRow> rows) {
        Optional<ResultRow> cheapest = rows.stream()
                .filter(KnobBisection::reached)
                .min(Comparator.comparingDouble(row -> row.cost().gpuHours()));
        if (cheapest.isEmpty()) {
            return OptionalDouble.of(STRIDE * knob(rows.stream().max(BY_KNOB).orElseThrow()));
        }
        double above = knob(cheapest.get());
        OptionalDouble below = rows.stream()
                .mapToDouble(KnobBisection::knob)
                .filter(knob -> knob < above)
                .max();
        if (below.isEmpty()) {
            return OptionalDouble.of(above / STRIDE);
        }
        return above / below.getAsDouble() < NEAR
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(above * below.getAsDouble()));
    }

    private static boolean reached(ResultRow row) {
        return row.attainment().all() >= Judge.MATCHED_ATTAINMENT;
    }

    private static double knob(ResultRow row) {
        return row.cell().contender().knob();
    }
}
