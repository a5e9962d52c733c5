// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * Turns values into pixels along one axis. A value beyond an end is drawn at that end.
 *
 * @param begin pixel of the lowest value
 * @param end pixel of the highest value
 * @param lowest value shown
 * @param highest value shown, above the lowest
 * @param bend what is drawn evenly: the value itself, its logarithm, …
 * @param ticks values with a label
 */
record Scale(double begin, double end, double lowest, double highest, DoubleUnaryOperator bend, List<Tick> ticks) {
    /** A labelled value. */
    record Tick(double value, String label) {}

    /** Attainments worth a label: each step halves the distance to perfection or better. */
    private static final double[] ATTAINMENTS = {0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999};
    /** Beyond it a few thousand requests cannot tell attainments apart. */
    private static final double BEST_ATTAINMENT = 0.9999;

    private static final double TEN = 10;
    private static final double[] NICE_STEPS = {1, 2, 5, 10};
    private static final double[] NICE_IN_A_DECADE = {1, 2, 5};
    private static final int PERCENT = 100;

    Scale {
        ticks = List.copyOf(ticks);
        if (!(highest > lowest)) {
            throw new IllegalArgumentException("an axis must rise, was " + lowest + " to " + highest);
        }
    }

    /** Evenly, from a value to one above it, with about as many ticks as wished. */
    static Scale linear(double begin, double end, double lowest, double highest, int wished) {
        return linear(begin, end, lowest, highest, wished, Wording::trimmed);
    }

    /** Evenly, with labels of one's own. */
    static Scale linear(
            double begin, double end, double lowest, double highest, int wished, DoubleFunction<String> label) {
        double top = highest > lowest ? highest : lowest + 1;
        double step = niceStep((top - lowest) / wished);
        List<Tick> ticks = new ArrayList<>();
        for (long count = (long) Math.ceil(lowest / step - 1e-9); count * step <= top + step * 1e-9; count++) {
            ticks.add(new Tick(count * step, label.apply(count * step)));
        }
        return new Scale(begin, end, lowest, top, DoubleUnaryOperator.identity(), ticks);
    }

    /** By decades; both values above zero. */
    static Scale logarithmic(double begin, double end, double lowest, double highest, DoubleFunction<String> label) {
        double top = highest > lowest ? highest : lowest * TEN;
        List<Tick> ticks = new ArrayList<>();
        boolean few = top / lowest > TEN * TEN;
        for (double decade = Math.pow(TEN, Math.floor(Math.log10(lowest))); decade <= top; decade *= TEN) {
            for (double digit : few ? new double[] {1} : NICE_IN_A_DECADE) {
                double value = digit * decade;
                if (value >= lowest * (1 - 1e-9) && value <= top * (1 + 1e-9)) {
                    ticks.add(new Tick(value, label.apply(value)));
                }
            }
        }
        return new Scale(begin, end, lowest, top, Math::log, ticks);
    }

    /** Minutes and hours of an episode. */
    static Scale clock(double begin, double end, double seconds) {
        double[] steps = {10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400};
        double step = steps[steps.length - 1];
        for (int index = steps.length - 1; index >= 0 && seconds / steps[index] <= 12; index--) {
            step = steps[index];
        }
        List<Tick> ticks = new ArrayList<>();
        for (double at = 0; at <= seconds; at += step) {
            ticks.add(new Tick(at, Wording.clock(at)));
        }
        return new Scale(begin, end, 0, Math.max(seconds, 1), DoubleUnaryOperator.identity(), ticks);
    }

    /** Attainment by the share that is missed, in decades: what lies between 99 and 99.9 % is as wide as between 90 and 99 %. */
    static Scale attainment(double begin, double end, double lowest) {
        List<Tick> ticks = new ArrayList<>();
        double floor = 0;
        for (double attainment : ATTAINMENTS) {
            if (attainment <= lowest && attainment < 0.95) {
                floor = attainment;
                ticks.clear();
            }
            ticks.add(new Tick(attainment, Wording.trimmedPercent(PERCENT * attainment)));
        }
        return new Scale(
                begin, end, floor, BEST_ATTAINMENT, value -> -Math.log10(1 - Math.min(value, BEST_ATTAINMENT)), ticks);
    }

    /** Pixel of a value. */
    double at(double value) {
        double low = bend.applyAsDouble(lowest);
        double share = (bend.applyAsDouble(Math.max(lowest, Math.min(highest, value))) - low)
                / (bend.applyAsDouble(highest) - low);
        return begin + share * (end - begin);
    }

    private static double niceStep(double least) {
        double decade = Math.pow(TEN, Math.floor(Math.log10(least)));
        for (double step : NICE_STEPS) {
            if (step * decade >= least * (1 - 1e-9)) {
                return step * decade;
            }
        }
        return TEN * decade;
    }
}
