// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.Arrays;

/**
 * By how much the rate of arrivals may rise within one lead time. It is a quantile of the largest rises that the last hours had within one.
 * Each counts over the root of the rate that it rose to, because chance arrivals vary with that root. Over the root of the rate that it
 * rose from, one burst out of nothing would count many times as much at a busy hour.
 */
public final class ShortTermTrend {
    /** How far back rises are looked at, in minutes. */
    public static final int MEMORY_MINUTES = 240;

    /** The quantile of the rises that is stood ready for. */
    static final double QUANTILE = 0.95;

    /** Rise of a rate whose past is not known, as a share of it; more where its few known minutes rose by more than chance explains. */
    static final double ASSUMED_SHARE = 0.15;

    /** Minutes whose rises must be known before they count alone. */
    static final int ENOUGH_MINUTES = 10;

    /**
     * Over the root of the rate, chance alone lifts the highest of some minutes over another one by this amount. These are three standard
     * deviations of the Poisson count of a minute.
     */
    private static final double CHANCE = 3 / Math.sqrt(60);

    /** Below this rate, in requests per second, the root of a rate says nothing. */
    private static final double LEAST_RATE = 0.05;

    private final double overRoot;
    private final int rises;
    private final double soFar;

    private ShortTermTrend(double overRoot, int rises, double soFar) {
        this.overRoot = overRoot;
        this.rises = rises;
        this.soFar = soFar;
    }

    /**
     * Looks at the past.
     *
     * @param minutes rate of each of the newest minutes, oldest first; not a number where it is not known
     * @param ahead minutes within the lead time; at least 1
     */
    public static ShortTermTrend of(double[] minutes, int ahead) {
        double[] overRoot = new double[minutes.length];
        int rises = 0;
        for (int at = 0; at + ahead < minutes.length; at++) {
            double rise = riseFrom(minutes, at, at + ahead);
            if (!Double.isNaN(rise)) {
                overRoot[rises] = rise;
                rises++;
            }
        }
        return new ShortTermTrend(quantile(overRoot, rises), rises, soFar(minutes, ahead));
    }

    /**
     * The largest rise until now, though a lead time may not have passed since. Traffic that was switched on is no rise: it begins within
     * a minute, and only the next one is whole.
     */
    private static double soFar(double[] minutes, int ahead) {
        double largest = 0;
        for (int at = 1; at + 1 < minutes.length; at++) {
            double rise = riseFrom(minutes, at, Math.min(at + ahead, minutes.length - 1));
            if (minutes[at - 1] > 0 && rise > largest) {
                largest = rise;
            }
        }
        return largest;
    }

    /** From one minute to the highest of the later ones, over its root; not a number where either is not known. */
    private static double riseFrom(double[] minutes, int at, int last) {
        double highest = highest(minutes, at + 1, last);
        // Of something unknown, nothing is known.
        return Math.max(0, highest - minutes[at]) / Math.sqrt(Math.max(highest, LEAST_RATE));
    }

    /** Whether enough of the past is known. */
    boolean known() {
        return rises >= ENOUGH_MINUTES;
    }

    /**
     * The rise, in requests per second: a rise that is the quantile's share of the root of the level that it leads to.
     *
     * @param level requests per second now; 0 or more
     */
    public double from(double level) {
        if (level == 0) {
            return 0;
        }
        return known()
                ? rise(overRoot, level)
                : Math.max(ASSUMED_SHARE * level, rise(Math.max(0, soFar - CHANCE), level));
    }

    /** Of rise = overRoot · √(level + rise) the positive root. */
    private static double rise(double overRoot, double level) {
        return (overRoot * overRoot + overRoot * Math.sqrt(overRoot * overRoot + 4 * level)) / 2;
    }

    /** The highest known rate of some minutes; not a number where none is known. */
    static double highest(double[] minutes, int from, int to) {
        double highest = Double.NaN;
        for (int at = from; at <= to; at++) {
            if (!Double.isNaN(minutes[at]) && !(minutes[at] <= highest)) {
                highest = minutes[at];
            }
        }
        return highest;
    }

    private static double quantile(double[] values, int count) {
        Arrays.sort(values, 0, count);
        return count == 0 ? 0 : values[(int) (QUANTILE * count)];
    }
}
