// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

/**
 * The newest samples of a few columns, each row with its time. Rows come in order of time; the oldest gives way to the newest, so
 * that a ring must be made large enough for the longest window asked of it.
 */
final class Ring {
    private final double[] times;
    private final double[][] columns;
    private int first;
    private int size;

    Ring(int columns, int rows) {
        this.times = new double[rows];
        this.columns = new double[columns][rows];
    }

    /** Begins the newest row; its values are set next. */
    void add(double time) {
        if (size == times.length) {
            first = first + 1 == times.length ? 0 : first + 1;
            size--;
        }
        times[index(size)] = time;
        size++;
    }

    /** Sets a value of the newest row. */
    void set(int column, double value) {
        columns[column][index(size - 1)] = value;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    double time(int row) {
        return times[index(row)];
    }

    double value(int column, int row) {
        return columns[column][index(row)];
    }

    double newest(int column) {
        return size == 0 ? Double.NaN : value(column, size - 1);
    }

    /** The oldest row after {@code time}: Prometheus' ranges are open on the left. */
    int firstAfter(double time) {
        int row = size;
        while (row > 0 && time(row - 1) > time) {
            row--;
        }
        return row;
    }

    /** {@code avg_over_time}; NaN over an empty range. */
    double mean(int column, double after) {
        double sum = 0;
        int from = firstAfter(after);
        for (int row = from; row < size; row++) {
            sum += value(column, row);
        }
        return sum / (size - from);
    }

    /** {@code max_over_time}; NaN over an empty range. */
    double max(int column, double after) {
        double max = Double.NaN;
        for (int row = firstAfter(after); row < size; row++) {
            double value = value(column, row);
            max = value <= max ? max : value;
        }
        return max;
    }

    /**
     * {@code increase}, extrapolated to the range's ends as Prometheus does ({@code promql/functions.go}, extrapolatedRate): as far
     * as they are, but by half a sample's distance where the series seems to begin or end within the range, and never below a
     * counter's zero. A counter that falls has begun anew.
     *
     * @return NaN with fewer than two samples in the range
     */
    double increase(int column, double after, double until) {
        int from = firstAfter(after);
        if (size - from < 2) {
            return Double.NaN;
        }
        double grown = 0;
        for (int row = from + 1; row < size; row++) {
            double step = value(column, row) - value(column, row - 1);
            grown += step >= 0 ? step : value(column, row);
        }
        double sampled = time(size - 1) - time(from);
        double distance = sampled / (size - 1 - from);
        double toStart = extrapolated(time(from) - after, distance);
        if (grown > 0) {
            toStart = Math.min(toStart, sampled * (value(column, from) / grown));
        }
        return grown * (sampled + toStart + extrapolated(until - time(size - 1), distance)) / sampled;
    }

    private static double extrapolated(double gap, double distance) {
        return gap >= distance * NEAR ? distance / 2 : gap;
    }

    /** A gap of more than so many sample distances means that the series begins or ends here. */
    private static final double NEAR = 1.1;

    private int index(int row) {
        int index = first + row;
        return index >= times.length ? index - times.length : index;
    }
}
