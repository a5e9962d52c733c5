// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.regression.MillerUpdatingRegression;

/**
 * Time that goes by between steps while the host schedules: so much after each, and more after those with prompts. SavedState by
 * least squares from moments at which tokens were seen, against the sum of the steps' own times in between.
 */
final class HostGap {
    /** Fewer intervals than this tell nothing. */
    private static final int LEAST_INTERVALS = 30;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final List<double[]> intervals = new ArrayList<>();
    private int steps;
    private int mixedSteps;
    private double seenAt = Double.NaN;
    private double summedAt;

    void stepEnded(boolean mixed) {
        steps++;
        mixedSteps += mixed ? 1 : 0;
    }

    /** A token was seen at {@code wall} seconds that the step made which, by the sum of steps, ended at {@code summed}. */
    void seen(double wall, double summed) {
        if (steps == 0) {
            return;
        }
        if (!Double.isNaN(seenAt)) {
            intervals.add(
                    new double[] {steps, mixedSteps, MILLIS_PER_SECOND * ((wall - seenAt) - (summed - summedAt))});
        }
        seenAt = wall;
        summedAt = summed;
        steps = 0;
        mixedSteps = 0;
    }

    /** Nothing is running: the time to the next step is no gap. */
    void idle() {
        seenAt = Double.NaN;
        steps = 0;
        mixedSteps = 0;
    }

    void add(HostGap other) {
        intervals.addAll(other.intervals);
    }

    /** Milliseconds after any step, and more after one with prompts; zeros where too little was seen. */
    Estimate estimate() {
        MillerUpdatingRegression regression = new MillerUpdatingRegression(2, false);
        int mixed = 0;
        for (double[] interval : intervals) {
            regression.addObservation(new double[] {interval[0], interval[1]}, interval[2]);
            mixed += interval[1] > 0 ? 1 : 0;
        }
        if (mixed < LEAST_INTERVALS || intervals.size() - mixed < LEAST_INTERVALS) {
            return new Estimate(0, 0);
        }
        double[] gaps = regression.regress().getParameterEstimates();
        return new Estimate(Math.max(0, gaps[0]), Math.max(0, gaps[1]));
    }

    /**
     * What was learnt.
     *
     * @param stepMillis after each step
     * @param mixedMillis more after a step with prompts
     */
    record Estimate(double stepMillis, double mixedMillis) {
        ObservedStep addedTo(ObservedStep step) {
            return step.longerBy(stepMillis + (step.mixed() ? mixedMillis : 0));
        }
    }
}
