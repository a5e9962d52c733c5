// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Says where on an axis, from 0 to 1, a value is drawn, evenly by a bend of it; a value beyond an end is drawn at that end. */
record Scale(double lowest, double highest, DoubleUnaryOperator bend, List<Tick> ticks) {
    /** A value with a label before the axis, and one at the picture's other end. */
    record Tick(double value, String label, String aside) {
        Tick(double value, String label) {
            this(value, label, "");
        }
    }

    /** Attainments worth a label: each step halves the distance to perfection or better. */
    private static final double[] ATTAINMENTS = {0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999};
    /** Beyond it a few thousand requests cannot tell attainments apart. */
    private static final double BEST_ATTAINMENT = 0.9999;

    private static final int[] CLOCK_STEPS = {10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200};
    private static final int SECONDS_A_DAY = 86_400;
    private static final int MOST_TIMES = 12;
    private static final double TEN = 10;
    private static final double[] NICE = {1, 2, 5};
    private static final int PERCENT = 100;
    /** Share of a step by which a tick may miss an end. */
    private static final double NEAR = 1e-9;

    Scale {
        ticks = List.copyOf(ticks);
        if (!(highest > lowest)) {
            throw new IllegalArgumentException("an axis must rise, was " + lowest + " to " + highest);
        }
    }

    /** Evenly, from a value to one above it, with about as many ticks as wished. */
    static Scale linear(double lowest, double highest, int wished, DoubleFunction<String> label) {
        double top = highest > lowest ? highest : lowest + 1;
        double least = (top - lowest) / wished;
        double decade = Math.pow(TEN, Math.floor(Math.log10(least)));
        double step = TEN * decade;
        for (int index = NICE.length - 1; index >= 0 && NICE[index] * decade >= least * (1 - NEAR); index--) {
            step = NICE[index] * decade;
        }
        List<Tick> ticks = new ArrayList<>();
        for (long count = (long) Math.ceil(lowest / step - NEAR); count * step <= top + step * NEAR; count++) {
            ticks.add(new Tick(count * step, label.apply(count * step)));
        }
        return new Scale(lowest, top, DoubleUnaryOperator.identity(), ticks);
    }

    /** By decades; both values above zero. */
    static Scale logarithmic(double lowest, double highest, DoubleFunction<String> label) {
        double top = highest > lowest ? highest : lowest * TEN;
        List<Tick> ticks = new ArrayList<>();
        boolean few = top / lowest > TEN * TEN;
        for (double decade = Math.pow(TEN, Math.floor(Math.log10(lowest))); decade <= top; decade *= TEN) {
            for (double digit : few ? new double[] {1} : NICE) {
                double value = digit * decade;
                if (value >= lowest * (1 - NEAR) && value <= top * (1 + NEAR)) {
                    ticks.add(new Tick(value, label.apply(value)));
                }
            }
        }
        return new Scale(lowest, top, Math::log, ticks);
    }

    /** Minutes and hours of an episode. */
    static Scale clock(double seconds) {
        int step = IntStream.of(CLOCK_STEPS)
                .filter(one -> seconds / one <= MOST_TIMES)
                .findFirst()
                .orElse(SECONDS_A_DAY);
        List<Tick> ticks = new ArrayList<>();
        for (double at = 0; at <= seconds; at += step) {
            ticks.add(new Tick(at, Wording.clock(at)));
        }
        return new Scale(0, Math.max(seconds, 1), DoubleUnaryOperator.identity(), ticks);
    }

    /** Attainment by the share that is missed, in decades: what lies between 99 and 99.9 % is as wide as between 90 and 99 %. */
    static Scale attainment(double lowest) {
        List<Tick> ticks = new ArrayList<>();
        double floor = 0;
        for (double attainment : ATTAINMENTS) {
            if (attainment <= lowest && attainment < 0.95) {
                floor = attainment;
                ticks.clear();
            }
            ticks.add(new Tick(attainment, Wording.trimmedPercent(PERCENT * attainment)));
        }
        return new Scale(floor, BEST_ATTAINMENT, value -> -Math.log10(1 - Math.min(value, BEST_ATTAINMENT)), ticks);
    }

    /** Names one below another, at 0, −1, −2, … */
    static Scale rows(List<String> names, List<String> asides) {
        List<Tick> ticks = new ArrayList<>();
        for (int row = names.size() - 1; row >= 0; row--) {
            ticks.add(new Tick(-row, names.get(row), asides.get(row)));
        }
        return new Scale(0.5 - names.size(), 0.5, DoubleUnaryOperator.identity(), ticks);
    }

    /** These values, evenly by a bend of them. */
    static Scale of(DoubleUnaryOperator bend, double lowest, double... labelled) {
        List<Tick> ticks = DoubleStream.of(labelled)
                .mapToObj(value -> new Tick(value, Wording.trimmed(value)))
                .toList();
        return new Scale(lowest, labelled[labelled.length - 1], bend, ticks);
    }

    /** Where a value is. */
    double share(double value) {
        double low = bend.applyAsDouble(lowest);
        return (bend.applyAsDouble(Math.max(lowest, Math.min(highest, value))) - low)
                / (bend.applyAsDouble(highest) - low);
    }
}
