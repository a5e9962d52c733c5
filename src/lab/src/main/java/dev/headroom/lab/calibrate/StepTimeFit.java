// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.scaler.capacity.Performance;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Fits an engine's step time by ordinary least squares, in two stages: steps that only decode give t0, a and c; what mixed
 * steps take beyond that gives s, p and c_m. Two stages, because the many decode steps would else be bent by the few mixed
 * ones, which run other kernels.
 */
public final class StepTimeFit {
    /** Three coefficients a stage; below ten points each, noise decides. */
    private static final int LEAST_STEPS = 30;

    private StepTimeFit() {}

    /**
     * Fits the coefficients; one that comes out below zero is set to zero.
     *
     * @param steps of one engine, under varied load
     * @throws IllegalArgumentException when there are fewer than 30 steps of a kind, or they vary too little to tell the
     *     coefficients apart
     */
    public static Performance.StepTime fit(List<EngineStep> steps) {
        List<EngineStep> decoding =
                steps.stream().filter(step -> step.prefillTokens() == 0).toList();
        List<EngineStep> mixed =
                steps.stream().filter(step -> step.prefillTokens() > 0).toList();
        double[] decode = leastSquares(
                decoding, step -> new double[] {step.sequences(), step.contextTokens()}, EngineStep::millis);
        double[] more = leastSquares(
                mixed,
                step -> new double[] {step.prefillTokens(), step.contextTokens()},
                step -> step.millis() - decode[0] - decode[1] * step.sequences() - decode[2] * step.contextTokens());
        return new Performance.StepTime(
                decode[0],
                Math.max(0, decode[1]),
                Math.max(0, decode[2]),
                Math.max(0, more[1]),
                Math.max(0, more[0]),
                Math.max(0, more[2]));
    }

    private static double[] leastSquares(
            List<EngineStep> steps, Function<EngineStep, double[]> regressors, ToDoubleFunction<EngineStep> millis) {
        if (steps.size() < LEAST_STEPS) {
            throw new IllegalArgumentException("a fit needs at least " + LEAST_STEPS
                    + " steps that only decode and as many that also prefill, were " + steps.size());
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(
                steps.stream().mapToDouble(millis).toArray(),
                steps.stream().map(regressors).toArray(double[][]::new));
        try {
            return regression.estimateRegressionParameters();
        } catch (SingularMatrixException singular) {
            throw new IllegalArgumentException("the steps vary too little to tell the coefficients apart", singular);
        }
    }
}
