// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

/**
 * What was seen around one number in flight and one length of requests: mean rows. Since rows are linear in the coefficients, the
 * mean of rows is a row. Places are kept apart so that hours at night do not wash out what an evening taught.
 */
final class Place {
    /** Weight in stretches after which the mean forgets the oldest; one more replica-hour changes no belief. */
    static final double MOST_WEIGHT = 30;

    private static final double LOG_2 = Math.log(2);
    private static final double STEPS_PER_DOUBLING = 5;
    private static final double LENGTHS_PER_DOUBLING = 0.5;
    private static final double SHORT_PROMPT = 16;
    private static final long RADIX = 256;
    private static final long OFFSET = 64;

    final long key;
    final double[] tokens = new double[Rows.CELLS];
    final double[] prompt = new double[Rows.CELLS];
    double tokensWeight;
    double promptWeight;
    long seenMillis;

    Place(long key) {
        this.key = key;
    }

    /**
     * A fifth of an octave of requests in flight, two octaves of lengths.
     *
     * @param inFlight as scrapes show it: their error is not that of the requests' figures, so that in the mean of a place the
     *     latter are right. Places told by the requests' own figures would make of their errors a flatter line.
     */
    static long keyOf(Sight sight, double inFlight) {
        long n = Math.round(STEPS_PER_DOUBLING * Math.log(inFlight) / LOG_2);
        long in = Math.round(LENGTHS_PER_DOUBLING * Math.log(sight.tokensToCompute() + SHORT_PROMPT) / LOG_2);
        long out = Math.round(LENGTHS_PER_DOUBLING * Math.log(sight.outputTokens()) / LOG_2);
        return ((n + OFFSET) * RADIX + in) * RADIX + out;
    }

    void addTokens(double[] row, double weight) {
        tokensWeight = add(tokens, row, tokensWeight, weight);
    }

    void addPrompt(double[] row, double weight) {
        promptWeight = add(prompt, row, promptWeight, weight);
    }

    private static double add(double[] mean, double[] row, double before, double weight) {
        double share = weight / (before + weight);
        for (int i = 0; i < mean.length; i++) {
            mean[i] += share * (row[i] - mean[i]);
        }
        return Math.min(MOST_WEIGHT, before + weight);
    }
}
