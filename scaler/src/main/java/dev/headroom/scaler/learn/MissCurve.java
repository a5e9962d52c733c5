// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * How much of the error budget was missed at which booked load, as far as it was lived: in bins of 5 % of load, fading, fitted so that
 * misses rise with load (isotonic regression by pooling adjacent violators; Ayer et al., 1955). One thread at a time.
 */
final class MissCurve {
    /** Width of a bin, as a share of its load. */
    static final double BIN = 0.05;

    /** Time in which experience fades to 1/e, in seconds: 4 h. */
    static final double FADING_SECONDS = 14_400;

    private static final double LOG_BIN = Math.log1p(BIN);

    /** Loads from e^-20 to e^20 tokens/s. */
    private static final int BINS = 2 * (int) (20 / LOG_BIN) + 1;

    private final double[] seconds = new double[BINS];
    private final double[] missed = new double[BINS];
    private final double[] closeness = new double[BINS];

    /** Nothing was lived yet. */
    MissCurve() {}

    /** Continues from earlier bins. */
    MissCurve(List<Bin> bins) {
        for (Bin bin : bins) {
            int at = indexOf(bin.load());
            seconds[at] += bin.seconds();
            missed[at] += bin.missed();
            closeness[at] += bin.closeness();
        }
    }

    /**
     * Experience at one load.
     *
     * @param load tokens/s booked on a replica, the middle of the bin; above 0
     * @param seconds for how long, faded; 0 or more
     * @param missed share of the error budget that was missed, times seconds; 0 or more
     * @param closeness worst percentile over its limit, times seconds; 0 or more
     */
    record Bin(double load, double seconds, double missed, double closeness) {
        Bin {
            boolean counts = seconds >= 0 && missed >= 0 && closeness >= 0;
            if (!(load > 0) || !counts || Double.isInfinite(load + seconds + missed + closeness)) {
                throw new IllegalArgumentException("a bin needs a load above 0 and finite figures of 0 or more, was "
                        + load + ", " + seconds + ", " + missed + " and " + closeness);
            }
        }
    }

    /**
     * Neighbouring bins whose misses are the same after the fit.
     *
     * @param lowest load below which the block does not reach, tokens/s
     * @param highest load above which it does not reach
     * @param top load at which its highest bin begins
     * @param closeness worst percentile over its limit at the highest bin
     * @param share of the error budget that was missed there, 1 where all that may be missed was
     */
    record Block(double lowest, double top, double highest, double share, double closeness) {}

    /** Experience for a learner that continues from it. */
    List<Bin> bins() {
        List<Bin> known = new ArrayList<>();
        for (int at = 0; at < BINS; at++) {
            if (seconds[at] >= 1) {
                known.add(new Bin(bottomOf(at) * Math.sqrt(1 + BIN), seconds[at], missed[at], closeness[at]));
            }
        }
        return known;
    }

    /** Time passes. */
    void fade(double bySeconds) {
        double left = Math.exp(-bySeconds / FADING_SECONDS);
        Arrays.setAll(seconds, at -> seconds[at] * left);
        Arrays.setAll(missed, at -> missed[at] * left);
        Arrays.setAll(closeness, at -> closeness[at] * left);
    }

    /**
     * Takes in misses at a load.
     *
     * @param load tokens/s booked on each replica; above 0
     * @param share of the error budget that was missed; 0 or more
     * @param close worst percentile over its limit; 0 or more
     * @param lasted seconds; above 0
     */
    void add(double load, double share, double close, double lasted) {
        int at = indexOf(load);
        seconds[at] += lasted;
        missed[at] += share * lasted;
        closeness[at] += close * lasted;
    }

    /**
     * The fit, from the lowest load to the highest.
     *
     * @param least seconds that a bin must have lasted to count
     */
    List<Block> fit(double least) {
        Deque<double[]> blocks = new ArrayDeque<>();
        for (int at = 0; at < BINS; at++) {
            if (seconds[at] < least) {
                continue;
            }
            double[] block = {at, at, seconds[at], missed[at]};
            while (!blocks.isEmpty() && shareOf(blocks.getLast()) >= shareOf(block)) {
                double[] lower = blocks.removeLast();
                block = new double[] {lower[0], at, lower[2] + block[2], lower[3] + block[3]};
            }
            blocks.addLast(block);
        }
        return blocks.stream()
                .map(block -> new Block(
                        bottomOf((int) block[0]),
                        bottomOf((int) block[1]),
                        bottomOf((int) block[1] + 1),
                        shareOf(block),
                        closeness[(int) block[1]] / seconds[(int) block[1]]))
                .toList();
    }

    private static double shareOf(double[] block) {
        return block[3] / block[2];
    }

    private static int indexOf(double load) {
        int at = BINS / 2 + (int) Math.floor(Math.log(load) / LOG_BIN);
        return Math.max(0, Math.min(BINS - 1, at));
    }

    private static double bottomOf(int at) {
        return Math.exp((at - BINS / 2) * LOG_BIN);
    }
}
