// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Turns one policy's knob to find what 99 % costs with one seed. */
final class KnobSearch {
    /** Beyond an end of the ladder. */
    private static final double STRIDE = 1.5;
    /** Nearer than that two positions buy the same replicas. */
    private static final double NEAR = 1.02;

    private static final double AS_GIVEN = 1;
    private static final Comparator<ResultRow> BY_KNOB = Comparator.comparingDouble(KnobSearch::knob);

    private final Function<Cell, ResultRow> runner;

    KnobSearch(Function<Cell, ResultRow> runner) {
        this.runner = runner;
    }

    /**
     * Begins at 1 and goes down the ladder while 99 % is reached, up while it is not, until the two positions are found between which
     * it is: nothing else is needed for the cost at 99 %. The outcomes are in the order in which they were run.
     */
    List<ResultRow> walk(Cell asGiven, List<Double> ladder) {
        int at = ladder.indexOf(AS_GIVEN);
        List<ResultRow> rows = new ArrayList<>();
        rows.add(runner.apply(asGiven.withKnob(ladder.get(at))));
        boolean reached = reached(rows.get(0));
        int step = reached ? -1 : 1;
        for (at += step; at >= 0 && at < ladder.size(); at += step) {
            ResultRow row = runner.apply(asGiven.withKnob(ladder.get(at)));
            rows.add(row);
            if (reached(row) != reached) {
                break;
            }
        }
        return rows;
    }

    /**
     * Comes nearer to 99 %: each run halves, in logarithms, the gap between the cheapest position that reaches it and the next one
     * below; where all or none do, it goes on beyond the ladder's end. Gives the outcomes that are new.
     *
     * @param rows that are there, all of one policy and seed; one or more
     * @param runs at most
     */
    List<ResultRow> bisect(List<ResultRow> rows, int runs) {
        List<ResultRow> all = new ArrayList<>(rows);
        for (int run = 0; run < runs; run++) {
            OptionalDouble next = next(all);
            if (next.isEmpty()) {
                break;
            }
            all.add(runner.apply(rows.get(0).cell().withKnob(next.getAsDouble())));
        }
        return all.subList(rows.size(), all.size());
    }

    private static OptionalDouble next(List<ResultRow> rows) {
        Optional<ResultRow> cheapest =
                rows.stream().filter(KnobSearch::reached).min(Comparator.comparingDouble(ResultRow::gpuHours));
        if (cheapest.isEmpty()) {
            return OptionalDouble.of(STRIDE * knob(rows.stream().max(BY_KNOB).orElseThrow()));
        }
        double above = knob(cheapest.get());
        OptionalDouble below = rows.stream()
                .mapToDouble(KnobSearch::knob)
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
        return row.attainment() >= Judge.MATCHED_ATTAINMENT;
    }

    private static double knob(ResultRow row) {
        return row.cell().contender().knob();
    }
}
