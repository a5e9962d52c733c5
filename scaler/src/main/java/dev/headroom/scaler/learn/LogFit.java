// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.util.Collection;

/**
 * Bayesian least squares of the logarithms of coefficients: minimises xᵀ·P⁻¹·x + Σ w·(ln y − ln f(x))²/σ², where coefficients
 * are prior·eˣ and f is their sum over a row, by Gauss–Newton. In logarithms an engine that is slower by one factor throughout is
 * exactly a shift, coefficients cannot become negative, and what rows do not tell apart stays in the prior's proportions.
 *
 * <p>A seventh factor is fitted along: first tokens are told by their median, which with prompts of unequal length is not that of
 * the mean prompt. Without it thousands of medians would make a prompt's cost certain and wrong.
 */
final class LogFit {
    /** Standard deviation of one stretch's latency, relative: chance among its requests, and lines where engines have bends. */
    static final double SIGMA = 0.02;

    /**
     * What the sum of lines is off at one place, relative, however often the place is seen. Without it a bend of one percent, seen for
     * hours, moves the coefficient that happens to bend like it by a factor of 20, and with it all that lies beyond what was seen.
     */
    private static final double MODEL_SIGMA = 0.02;

    /** No step of the search goes further than a factor of e. */
    private static final double LONGEST_STEP = 1;

    /** Coefficients stay within a factor of 20 of the prior. */
    private static final double FARTHEST = 3;

    private static final double LEAST_PIVOT = 1e-12;

    /** Log of the median first token over that of the mean prompt: where lengths vary by 0.8 of their mean, 0.8 to 0.9. */
    private static final double MEDIAN_PROMPT = -0.12;

    private static final double MEDIAN_PROMPT_SIGMA = 0.12;

    /** The six coefficients and the factor of the median prompt. */
    static final int SIZE = Rows.COEFFICIENTS + 1;

    private static final int MEDIAN = Rows.COEFFICIENTS;

    private final double[] means;
    private final double[][] prior;
    private final double[] x;
    private final double[] theta = new double[Rows.COEFFICIENTS];
    private final double[][] information = new double[SIZE][SIZE];
    private final double[][] lower = new double[SIZE][SIZE];
    private double misfit;

    /**
     * Begins at the prior, or where a former fit ended.
     *
     * @param begin logarithms of the factors on the prior
     */
    LogFit(Prior prior, double[] begin) {
        this.means = prior.means();
        this.prior = widened(prior.information());
        this.x = begin.clone();
        takeCoefficients();
        clearInformation();
        factorise();
    }

    /** Takes one step towards the best fit of what the places hold; near it that is enough. */
    void step(Collection<Place> places, long nowMillis) {
        clearInformation();
        double[] pull = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                pull[i] -= prior[i][j] * x[j];
            }
        }
        double squares = 0;
        double weights = 0;
        for (Place place : places) {
            double kept = Evidence.keptShare(place, nowMillis);
            double residual = add(place.tokens, kept * place.tokensWeight, 0, pull);
            squares += kept * place.tokensWeight * residual * residual;
            weights += kept * place.tokensWeight;
            add(place.prompt, kept * place.promptWeight, 1, pull);
        }
        misfit = weights > 0 ? Math.sqrt(squares / weights) : 0;
        factorise();
        double[] step = solve(pull);
        for (int i = 0; i < SIZE; i++) {
            double bounded = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step[i]));
            x[i] = Math.max(-FARTHEST, Math.min(FARTHEST, x[i] + bounded));
        }
        takeCoefficients();
    }

    /** The coefficients. */
    double[] coefficients() {
        return theta;
    }

    /** The coefficients that such logarithms mean. */
    double[] coefficients(double[] logarithms) {
        double[] values = new double[means.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = means[i] * Math.exp(logarithms[i]);
        }
        return values;
    }

    /** The logarithms of the factors on the prior. */
    double[] logarithms() {
        return x;
    }

    /** Root mean square of what the places differ from the fit, relative. */
    double misfit() {
        return misfit;
    }

    /** Relative variance of the latency that a row makes. */
    double variance(double[] row) {
        double[] shares = slopes(row);
        double variance = 0;
        for (int i = 0; i < SIZE; i++) {
            double value = shares[i];
            for (int j = 0; j < i; j++) {
                value -= lower[i][j] * shares[j];
            }
            shares[i] = value / lower[i][i];
            variance += shares[i] * shares[i];
        }
        return variance;
    }

    /** How many directions of the six were seen rather than assumed: the trace of I − P⁻¹·Σ. */
    double known() {
        double assumed = 0;
        for (int i = 0; i < Rows.COEFFICIENTS; i++) {
            assumed += solve(prior[i])[i];
        }
        return Rows.COEFFICIENTS - assumed;
    }

    /** Adds a row; {@code median} is 1 where its latency is one of the median prompt, else 0. */
    private double add(double[] row, double weight, double median, double[] pull) {
        if (weight == 0) {
            return 0;
        }
        double[] slopes = slopes(row);
        slopes[MEDIAN] = median;
        double expected = Math.log(Rows.sum(theta, row)) + median * (MEDIAN_PROMPT + x[MEDIAN]);
        double residual = Math.log(row[Rows.COEFFICIENTS]) - expected;
        double precision = 1 / (SIGMA * SIGMA / weight + MODEL_SIGMA * MODEL_SIGMA);
        for (int i = 0; i < SIZE; i++) {
            double scaled = precision * slopes[i];
            pull[i] += scaled * residual;
            for (int j = 0; j <= i; j++) {
                information[i][j] += scaled * slopes[j];
            }
        }
        return residual;
    }

    /** The share of each coefficient in a row's latency: how the latency's logarithm goes with the coefficient's. */
    private double[] slopes(double[] row) {
        double sum = Rows.sum(theta, row);
        double[] slopes = new double[SIZE];
        for (int i = 0; i < Rows.COEFFICIENTS; i++) {
            slopes[i] = theta[i] * row[i] / sum;
        }
        return slopes;
    }

    private static double[][] widened(double[][] information) {
        double[][] wide = new double[SIZE][SIZE];
        for (int i = 0; i < information.length; i++) {
            System.arraycopy(information[i], 0, wide[i], 0, information.length);
        }
        wide[MEDIAN][MEDIAN] = 1 / (MEDIAN_PROMPT_SIGMA * MEDIAN_PROMPT_SIGMA);
        return wide;
    }

    private void takeCoefficients() {
        System.arraycopy(coefficients(x), 0, theta, 0, theta.length);
    }

    private void clearInformation() {
        for (int i = 0; i < SIZE; i++) {
            System.arraycopy(prior[i], 0, information[i], 0, SIZE);
        }
    }

    /** Cholesky; only the lower triangle of the information is read. */
    private void factorise() {
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j <= i; j++) {
                double value = information[i][j];
                for (int k = 0; k < j; k++) {
                    value -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(Math.max(LEAST_PIVOT, value)) : value / lower[j][j];
            }
        }
    }

    private double[] solve(double[] right) {
        double[] result = right.clone();
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < i; j++) {
                result[i] -= lower[i][j] * result[j];
            }
            result[i] /= lower[i][i];
        }
        for (int i = SIZE - 1; i >= 0; i--) {
            for (int j = i + 1; j < SIZE; j++) {
                result[i] -= lower[j][i] * result[j];
            }
            result[i] /= lower[i][i];
        }
        return result;
    }
}
