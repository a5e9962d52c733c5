// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.engine.StepGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Fits the times at the crossings of a grid, and one slope beside it, to measured points: least squares of relative errors with
 * the bilinear basis, robust against outliers, smooth where points are few and straight where there are none, and never
 * falling. Smoothness is a penalty on second differences, monotony one on falling first differences that is switched on where
 * they fall (Eilers and Marx, Splines, knots, and penalties, 2010).
 */
final class GridFit {
    /** Weight of a second difference of the size of the typical time, in points that are wrong by as much. */
    private static final double SMOOTHNESS = 10;

    /** Of the difference of differences across the two rulers, which keeps corners without points plain. */
    private static final double CROSS_SHARE = 0.09;

    /** Enough to hold against any number of points. */
    private static final double MONOTONY = 1e5;

    /** Of a first difference: where nothing tells a slope along a ruler, there is none. */
    private static final double FLATNESS = 1e-4;

    /** Of the slope, in typical times at its mean effect: settles it at zero where nothing speaks for it. */
    private static final double SLOPE_RIDGE = 0.01;

    private static final double SINGULARITY = 1e-14;
    private static final int ROBUST_ROUNDS = 5;
    private static final int ROUNDS = 25;

    private final double[] rows;
    private final double[] columns;
    private final List<Point> points;
    private final double typicalMillis;
    private final double typicalSlope;
    private final List<int[]> steps = new ArrayList<>();

    /**
     * A measured time.
     *
     * @param row place on the first ruler
     * @param column place on the second
     * @param more what the slope is for; 0 or more
     * @param millis measured
     */
    record Point(double row, double column, double more, double millis) {}

    /**
     * What came out.
     *
     * @param grid the times
     * @param slope milliseconds for each of what the slope is for; 0 or more
     */
    record Fitted(StepGrid grid, double slope) {
        double at(Point point) {
            return grid.at(point.row(), point.column()) + slope * point.more();
        }
    }

    private GridFit(double[] rows, double[] columns, List<Point> points) {
        this.rows = rows;
        this.columns = columns;
        this.points = points;
        this.typicalMillis = points.stream()
                .mapToDouble(Point::millis)
                .sorted()
                .skip(points.size() / 2)
                .findFirst()
                .orElseThrow();
        double mean = points.stream().mapToDouble(Point::more).average().orElse(0);
        this.typicalSlope = mean == 0 ? 1 : mean;
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                if (row + 1 < rows.length) {
                    steps.add(new int[] {at(row, column), at(row + 1, column)});
                }
                if (column + 1 < columns.length) {
                    steps.add(new int[] {at(row, column), at(row, column + 1)});
                }
            }
        }
    }

    /**
     * Fits.
     *
     * @param rows marks of the first ruler
     * @param columns marks of the second
     * @param points at least one
     * @param sloped whether to look for a slope; else it is 0
     */
    static Fitted fit(double[] rows, double[] columns, List<Point> points, boolean sloped) {
        List<Point> seen = sloped
                ? points
                : points.stream()
                        .map(point -> new Point(point.row(), point.column(), 0, point.millis()))
                        .toList();
        return new GridFit(rows, columns, seen).solved();
    }

    private int at(int row, int column) {
        return row * columns.length + column;
    }

    private int unknowns() {
        return rows.length * columns.length + 1;
    }

    private Fitted solved() {
        boolean[] held = new boolean[steps.size()];
        double[] trust = new double[points.size()];
        Arrays.fill(trust, 1);
        double[] solution = new double[unknowns()];
        for (int round = 0; round < ROUNDS; round++) {
            solution = solve(trust, held);
            boolean settled = !holdFalling(held, solution) && round >= ROBUST_ROUNDS;
            if (settled) {
                break;
            }
            if (round < ROBUST_ROUNDS) {
                judge(trust, solution);
            }
        }
        return fitted(solution);
    }

    /** Points farther off than their typical time by itself weigh less, as in Huber's estimate. */
    private void judge(double[] trust, double[] solution) {
        int[] index = new int[5];
        double[] weight = new double[5];
        for (int i = 0; i < trust.length; i++) {
            Point point = points.get(i);
            basis(point, index, weight);
            double off = -point.millis();
            for (int k = 0; k < index.length; k++) {
                off += weight[k] * solution[index[k]];
            }
            trust[i] = Math.min(1, point.millis() / Math.max(1e-9, Math.abs(off)));
        }
    }

    private double[] solve(double[] trust, boolean[] held) {
        double[][] matrix = new double[unknowns()][unknowns()];
        double[] right = new double[unknowns()];
        addPoints(trust, matrix, right);
        addSmoothness(matrix);
        double scale = 1 / (typicalMillis * typicalMillis);
        for (int i = 0; i < held.length; i++) {
            add(matrix, steps.get(i), new double[] {1, -1}, (held[i] ? MONOTONY : FLATNESS) * scale);
        }
        int last = unknowns() - 1;
        matrix[last][last] += SLOPE_RIDGE * scale;
        return new LUDecomposition(new Array2DRowRealMatrix(matrix, false), SINGULARITY)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }

    private void addPoints(double[] trust, double[][] matrix, double[] right) {
        int[] index = new int[5];
        double[] weight = new double[5];
        for (int i = 0; i < trust.length; i++) {
            Point point = points.get(i);
            basis(point, index, weight);
            double share = trust[i] / (point.millis() * point.millis());
            for (int j = 0; j < index.length; j++) {
                right[index[j]] += share * weight[j] * point.millis();
                for (int k = 0; k < index.length; k++) {
                    matrix[index[j]][index[k]] += share * weight[j] * weight[k];
                }
            }
        }
    }

    /** The four corners around a point and the slope, with their shares in its time. */
    private void basis(Point point, int[] index, double[] weight) {
        int row = cell(rows, point.row());
        int column = cell(columns, point.column());
        double down = (point.row() - rows[row]) / (rows[row + 1] - rows[row]);
        double right = (point.column() - columns[column]) / (columns[column + 1] - columns[column]);
        index[0] = at(row, column);
        index[1] = at(row, column + 1);
        index[2] = at(row + 1, column);
        index[3] = at(row + 1, column + 1);
        index[4] = unknowns() - 1;
        weight[0] = (1 - down) * (1 - right);
        weight[1] = (1 - down) * right;
        weight[2] = down * (1 - right);
        weight[3] = down * right;
        weight[4] = point.more() / typicalSlope;
    }

    private static int cell(double[] marks, double place) {
        int cell = 0;
        while (cell < marks.length - 2 && marks[cell + 1] <= place) {
            cell++;
        }
        return cell;
    }

    private void addSmoothness(double[][] matrix) {
        double weight = SMOOTHNESS / (typicalMillis * typicalMillis);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                if (row > 0 && row + 1 < rows.length) {
                    int[] line = {at(row - 1, column), at(row, column), at(row + 1, column)};
                    add(matrix, line, bend(rows, row), weight);
                }
                if (column > 0 && column + 1 < columns.length) {
                    int[] line = {at(row, column - 1), at(row, column), at(row, column + 1)};
                    add(matrix, line, bend(columns, column), weight);
                }
                if (row > 0 && column > 0) {
                    int[] square = {at(row, column), at(row, column - 1), at(row - 1, column), at(row - 1, column - 1)};
                    add(matrix, square, new double[] {1, -1, -1, 1}, CROSS_SHARE * weight);
                }
            }
        }
    }

    /** Change of slope at a mark, in milliseconds over the nearer neighbour's distance. */
    private static double[] bend(double[] marks, int mark) {
        double before = marks[mark] - marks[mark - 1];
        double after = marks[mark + 1] - marks[mark];
        double near = Math.min(before, after);
        return new double[] {near / before, -near / before - near / after, near / after};
    }

    private static void add(double[][] matrix, int[] index, double[] row, double weight) {
        for (int j = 0; j < index.length; j++) {
            for (int k = 0; k < index.length; k++) {
                matrix[index[j]][index[k]] += weight * row[j] * row[k];
            }
        }
    }

    /** Holds together what falls; answers whether anything new does. */
    private boolean holdFalling(boolean[] held, double[] solution) {
        boolean more = false;
        for (int i = 0; i < held.length; i++) {
            if (!held[i] && solution[steps.get(i)[1]] < solution[steps.get(i)[0]]) {
                held[i] = true;
                more = true;
            }
        }
        return more;
    }

    /** What little still falls, within the penalty's reach, is levelled. */
    private Fitted fitted(double[] solution) {
        double[][] millis = new double[rows.length][columns.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                double above = row == 0 ? 0 : millis[row - 1][column];
                double before = column == 0 ? 0 : millis[row][column - 1];
                millis[row][column] = Math.max(solution[at(row, column)], Math.max(above, before));
            }
        }
        double slope = Math.max(0, solution[unknowns() - 1] / typicalSlope);
        return new Fitted(new StepGrid(rows, columns, millis), slope);
    }
}
