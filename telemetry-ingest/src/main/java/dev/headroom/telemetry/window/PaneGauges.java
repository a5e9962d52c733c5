// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import java.util.OptionalDouble;

/**
 * Sums of one gauge over the scrapes of each pane, by the pane's place in a ring. A pane keeps one sample of its scrapes. The others count
 * for means, too, which makes a replica's load less uncertain where it is scraped twice a pane. A repeated reading counts again, which does
 * not change the mean.
 */
final class PaneGauges {
    /**
     * A share of a cache, in steps below the planner's resolution. A batch never holds as many sequences as an int can count in these
     * steps.
     */
    private static final double STEPS = 1_000;

    private final int[] sums;
    private final byte[] counts;

    PaneGauges(int places) {
        this.sums = new int[places];
        this.counts = new byte[places];
    }

    void clear(int place) {
        sums[place] = 0;
        counts[place] = 0;
    }

    /** Adds a value of 0 or more; more than a hundred of one pane are not real scrapes. */
    void add(int place, double value) {
        double sum = sums[place] + Math.rint(value * STEPS);
        if (counts[place] < Byte.MAX_VALUE && sum <= Integer.MAX_VALUE) {
            sums[place] = (int) sum;
            counts[place]++;
        }
    }

    OptionalDouble mean(int place) {
        return counts[place] == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sums[place] / STEPS / (double) counts[place]);
    }

    static long bytes(int places) {
        return 24 + 2 * 16 + (long) places * (Integer.BYTES + 1);
    }
}
