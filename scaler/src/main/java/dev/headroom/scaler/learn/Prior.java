// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.capacity.CapacityBelief.Trust;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;

/**
 * What is believed of a class of hardware before anything was seen of it.
 *
 * @param profile as it is answered while nothing better is known
 * @param coefficients the same as a step time
 * @param trust how it is known
 * @param common standard deviation of the logarithm of a factor by which all coefficients may be off together
 * @param own the same of each coefficient's own factor; coefficients of which priors know less have more of it
 */
record Prior(ServingProfile profile, Performance.StepTime coefficients, Trust trust, double common, double own) {
    /** How much less is known of a, c, p, s and c_m than of t0. */
    private static final double[] LESS_KNOWN = {1, 2, 1.5, 1.5, 2, 3};

    /** A coefficient of 0 could never be corrected by a factor, so it counts as this share of t0 at the usual load. */
    private static final double LEAST_SHARE = 1e-3;

    private static final double USUAL_SEQUENCES = 32;
    private static final double USUAL_TOKENS = 1000;

    /** The coefficients in their order, each above 0. */
    double[] means() {
        double least = LEAST_SHARE * coefficients.base();
        return new double[] {
            coefficients.base(),
            Math.max(coefficients.perSequence(), least / USUAL_SEQUENCES),
            Math.max(coefficients.perContextToken(), least / (USUAL_SEQUENCES * USUAL_TOKENS)),
            Math.max(coefficients.perPrefillToken(), least / USUAL_TOKENS),
            Math.max(coefficients.mixedExtra(), least),
            Math.max(coefficients.mixedPerContextToken(), least / (USUAL_SEQUENCES * USUAL_TOKENS))
        };
    }

    /** The inverse covariance of the logarithms: (D + common²·1·1ᵀ)⁻¹ by Sherman and Morrison. */
    double[][] information() {
        int size = Rows.COEFFICIENTS;
        double[] inverse = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            inverse[i] = 1 / Math.pow(own * LESS_KNOWN[i], 2);
            sum += inverse[i];
        }
        double shared = 1 / (1 / (common * common) + sum);
        double[][] information = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                information[i][j] = (i == j ? inverse[i] : 0) - inverse[i] * shared * inverse[j];
            }
        }
        return information;
    }
}
