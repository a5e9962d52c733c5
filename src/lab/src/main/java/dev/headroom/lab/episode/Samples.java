// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import java.util.Arrays;

/** Measured values, of which there may be millions: all of the first million, and of more an even sample. */
final class Samples {
    private static final int FIRST_ROOM = 1024;
    /** Half of so many still tell a percentile to its third digit. */
    private static final int MOST = 1 << 20;

    private double[] values = new double[FIRST_ROOM];
    private int count;
    /** One in so many is kept. */
    private int stride = 1;

    private int passed;

    /** Takes a value; what is not there, NaN, is left out. */
    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        passed++;
        if (passed < stride) {
            return;
        }
        passed = 0;
        if (count == MOST) {
            halve();
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    private void halve() {
        for (int kept = 0; kept < MOST / 2; kept++) {
            values[kept] = values[2 * kept];
        }
        count = MOST / 2;
        stride *= 2;
    }

    /** In no order. */
    double[] copy() {
        return Arrays.copyOf(values, count);
    }
}
