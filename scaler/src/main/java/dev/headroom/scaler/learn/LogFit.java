// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.util.Collection;

/**
 * Bayesian least squares of the logarithms of coefficients: minimises xᵀ·P⁻¹·x + Σ w·(ln y − ln f(x))²/σ², where coefficients
 * are prior·eˣ and f is their sum over a row, by Gauss–Newton. In logarithms an engine that is slower by one factor throughout is
 * exactly a shift, coefficients cannot become negative, and what rows do not tell apart stays in the prior's proportions.
 */
final class LogFit {
    /** Standard deviation of one stretch's latency, relative: chance among its requests, and lines where engines have bends. */
    static final double SIGMA = 0.05;

    /** No step of the search goes further than a factor of e. */
    private static final double LONGEST_STEP = 1;

    /** Coefficients stay within a factor of 20 of the prior. */
    private static final double FARTHEST = 3;

    private static final double LEAST_PIVOT = 1e-12;
    private static final int SIZE = Rows.COEFFICIENTS;

    private final double[] means;
    private final double[][] prior;
    private final double[] x;
    private final double[] theta = new double[SIZE];
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
        this.prior = prior.information();
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
            double residual = add(place.tokens, kept * place.tokensWeight, pull);
            squares += kept * place.tokensWeight * residual * residual;
            weights += kept * place.tokensWeight;
            add(place.prompt, kept * place.promptWeight, pull);
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
        double[] values = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
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
        double sum = Rows.sum(theta, row);
        double[] shares = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            shares[i] = theta[i] * row[i] / sum;
        }
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
        for (int i = 0; i < SIZE; i++) {
            assumed += solve(prior[i])[i];
        }
        return SIZE - assumed;
    }

    private double add(double[] row, double weight, double[] pull) {
        if (weight == 0) {
            return 0;
        }
        double sum = Rows.sum(theta, row);
        double residual = Math.log(row[SIZE] / sum);
        double precision = weight / (SIGMA * SIGMA);
        for (int i = 0; i < SIZE; i++) {
            double share = theta[i] * row[i] / sum;
            double scaled = precision * share;
            pull[i] += scaled * residual;
            for (int j = 0; j <= i; j++) {
                information[i][j] += scaled * theta[j] * row[j] / sum;
            }
        }
        return residual;
    }

    private void takeCoefficients() {
        System.arraycopy(coefficients(x), 0, theta, 0, SIZE);
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
