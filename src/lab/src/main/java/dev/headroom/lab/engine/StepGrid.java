// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import java.util.Arrays;

/**
 * Milliseconds at the crossings of two rulers, and between them by straight lines both ways (bilinear interpolation). Beyond
 * the last mark of a ruler the last straight line goes on; before its first mark the first value holds. Times never fall
 * along a ruler.
 */
public final class StepGrid {
    /** Two marks make a straight line. */
    private static final int LEAST_MARKS = 2;

    private final double[] rows;
    private final double[] columns;
    private final Ruler rowRuler;
    private final Ruler columnRuler;
    /** Row by row. */
    private final double[] millis;

    /**
     * A grid over two ascending rulers.
     *
     * @param rows marks of the first ruler, at least two
     * @param columns marks of the second, at least two
     * @param millis a list of as many times as there are columns for each row; above 0, and falling along neither ruler
     * @throws IllegalArgumentException with one sentence when a rule is broken
     */
    public StepGrid(double[] rows, double[] columns, double[][] millis) {
        requireAscending("row", rows);
        requireAscending("column", columns);
        if (millis.length != rows.length) {
            throw new IllegalArgumentException(
                    "a grid needs a list of times for each of its " + rows.length + " rows, had " + millis.length);
        }
        this.rows = rows.clone();
        this.columns = columns.clone();
        this.rowRuler = new Ruler(this.rows);
        this.columnRuler = new Ruler(this.columns);
        this.millis = new double[rows.length * columns.length];
        for (int row = 0; row < rows.length; row++) {
            takeRow(row, millis[row]);
        }
    }

    private void takeRow(int row, double[] times) {
        if (times.length != columns.length) {
            throw new IllegalArgumentException("row " + rows[row] + " needs a time for each of " + columns.length
                    + " columns, had " + times.length);
        }
        for (int column = 0; column < times.length; column++) {
            double time = times[column];
            boolean fallsAlongRow = column > 0 && time < times[column - 1];
            boolean fallsAlongColumn = row > 0 && time < millis[(row - 1) * columns.length + column];
            if (!(time > 0 && Double.isFinite(time)) || fallsAlongRow || fallsAlongColumn) {
                throw new IllegalArgumentException("times must be above 0 and never fall along a row or a column, was "
                        + time + " at row " + rows[row] + ", column " + columns[column]);
            }
            millis[row * columns.length + column] = time;
        }
    }

    private static void requireAscending(String ruler, double[] marks) {
        if (marks.length < LEAST_MARKS) {
            throw new IllegalArgumentException("a grid needs 2 " + ruler + " marks or more, had " + marks.length);
        }
        for (int mark = 0; mark < marks.length; mark++) {
            boolean ascends = mark == 0 || marks[mark] > marks[mark - 1];
            if (!(marks[mark] >= 0 && Double.isFinite(marks[mark]) && ascends)) {
                throw new IllegalArgumentException(
                        ruler + " marks must be 0 or more and ascend, was " + Arrays.toString(marks));
            }
        }
    }

    /** The time at a place on both rulers. */
    public double at(double row, double column) {
        int i = rowRuler.cell(row);
        int j = columnRuler.cell(column);
        double down = Math.max(0, (row - rows[i]) / (rows[i + 1] - rows[i]));
        double right = Math.max(0, (column - columns[j]) / (columns[j + 1] - columns[j]));
        int corner = i * columns.length + j;
        double upper = millis[corner] + right * (millis[corner + 1] - millis[corner]);
        int below = corner + columns.length;
        double lower = millis[below] + right * (millis[below + 1] - millis[below]);
        double between = upper + down * (lower - upper);
        // Beyond both ends two straight lines can cross; the grid never falls.
        return down > 1 && right > 1 ? Math.max(between, Math.max(upper, millis[below + 1])) : between;
    }

    /** A copy of the first ruler. */
    public double[] rows() {
        return rows.clone();
    }

    /** A copy of the second ruler. */
    public double[] columns() {
        return columns.clone();
    }

    /** A copy of the times of one row. */
    public double[] row(int row) {
        return Arrays.copyOfRange(millis, row * columns.length, (row + 1) * columns.length);
    }
}
