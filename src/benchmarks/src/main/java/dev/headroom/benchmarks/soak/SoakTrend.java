// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import dev.headroom.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether what a process holds stays as it is. Compared are the medians of the readings' last quarter and of their second: the first
 * quarter is the time in which everything is filled for the first time, and one reading says nothing.
 */
final class SoakTrend {
    /** Fewer readings have no quarters worth the name. */
    static final int LEAST_READINGS = 8;

    /** By so much the heap may grow from the second quarter to the last: what days add by design is far less. */
    static final double MOST_GROWTH = 1.1;

    /** Threads and descriptors come and go by a few, as connections and compilers do. */
    static final double MOST_MORE = 3;

    private final List<SoakReading> readings;

    /** Of readings in their order. */
    SoakTrend(List<SoakReading> readings) {
        this.readings = List.copyOf(readings);
    }

    /** A sentence for each thing that grows; none where everything is flat. */
    List<String> growths() {
        if (readings.size() < LEAST_READINGS) {
            return List.of("a trend needs " + LEAST_READINGS + " readings, there are " + readings.size());
        }
        List<String> growths = new ArrayList<>();
        double before = second(SoakReading::usedMebibytes);
        double after = last(SoakReading::usedMebibytes);
        if (after > before * MOST_GROWTH) {
            growths.add("memory in use after a collection grows: " + Figure.of(before) + " MiB in the second quarter, "
                    + Figure.of(after) + " MiB in the last");
        }
        more("threads", SoakReading::threads, growths);
        more("open descriptors", SoakReading::descriptors, growths);
        return growths;
    }

    private void more(String what, ToDoubleFunction<SoakReading> figure, List<String> growths) {
        double before = second(figure);
        double after = last(figure);
        if (after > before + MOST_MORE) {
            growths.add(what + " become more: " + Figure.of(before) + " in the second quarter, " + Figure.of(after)
                    + " in the last");
        }
    }

    private double second(ToDoubleFunction<SoakReading> figure) {
        return median(readings.subList(readings.size() / 4, readings.size() / 2), figure);
    }

    private double last(ToDoubleFunction<SoakReading> figure) {
        return median(readings.subList(readings.size() - readings.size() / 4, readings.size()), figure);
    }

    private static double median(List<SoakReading> of, ToDoubleFunction<SoakReading> figure) {
        double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
