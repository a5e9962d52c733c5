// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import java.util.Arrays;

/**
 * The rise that may come before a replica that is asked for now is ready: a quantile of the largest rises that the rate has made
 * within one lead time, over the last hours. The larger of two forms counts: as they were, and growing with the root of the rate as
 * chance does. Told a rate at each step of 5 s.
 */
final class RateRises {
    /** Between two rates, seconds. */
    static final int STEP_SECONDS = 5;

    /** Two minutes of rises: fewer say nothing. */
    private static final int LEAST_KNOWN = 24;
    /** Below it a root says more of chance than of the load, requests/s. */
    private static final double LEAST_RATE = 0.05;

    private final double[] rates;
    private final int ahead;
    private final double quantile;
    private final double untilKnown;
    private long told;

    /**
     * Knows nothing yet.
     *
     * @param leadSeconds how long a start takes
     * @param memorySeconds how far back rises are looked for
     * @param quantile of the rises, 0 to below 1
     * @param untilKnown the rise as a share of the rate while too few are known
     */
    RateRises(double leadSeconds, double memorySeconds, double quantile, double untilKnown) {
        this.rates = new double[(int) (memorySeconds / STEP_SECONDS)];
        this.ahead = (int) Math.max(1, Math.round(leadSeconds / STEP_SECONDS));
        this.quantile = quantile;
        this.untilKnown = untilKnown;
    }

    /** The rate at the next step, requests/s. */
    void add(double rate) {
        rates[(int) (told % rates.length)] = rate;
        told++;
    }

    /** How many rates it was told. */
    long told() {
        return told;
    }

    /** What may come on top of a rate, requests/s. */
    double above(double rate) {
        double[] known = inOrder();
        int many = known.length - ahead;
        if (many < LEAST_KNOWN) {
            return untilKnown * rate;
        }
        double[] absolute = new double[many];
        double[] relative = new double[many];
        for (int at = 0; at < many; at++) {
            double most = known[at];
            for (int next = at + 1; next <= at + ahead; next++) {
                most = Math.max(most, known[next]);
            }
            absolute[at] = most - known[at];
            relative[at] = absolute[at] / Math.sqrt(Math.max(known[at], LEAST_RATE));
        }
        Arrays.sort(absolute);
        Arrays.sort(relative);
        int index = (int) (quantile * many);
        return Math.max(absolute[index], relative[index] * Math.sqrt(rate));
    }

    private double[] inOrder() {
        int size = (int) Math.min(told, rates.length);
        double[] ordered = new double[size];
        for (int index = 0; index < size; index++) {
            ordered[index] = rates[(int) ((told - size + index) % rates.length)];
        }
        return ordered;
    }
}
