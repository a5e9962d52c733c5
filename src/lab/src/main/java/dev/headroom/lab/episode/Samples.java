// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import java.util.Arrays;

/** Measured values, of which there may be millions. */
final class Samples {
    private static final int FIRST_ROOM = 1024;

    private double[] values = new double[FIRST_ROOM];
    private int count;

    /** Takes a value; what is not there, NaN, is left out. */
    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    /** In no order. */
    double[] copy() {
        return Arrays.copyOf(values, count);
    }

    double[] sorted() {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
