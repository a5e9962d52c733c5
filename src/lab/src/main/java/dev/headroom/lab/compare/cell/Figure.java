// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/** Rules for single figures. */
final class Figure {
    private Figure() {}

    static void notNegative(String thing, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(thing + " must be 0 or more, was " + value);
        }
    }

    static void notNegative(String thing, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(thing + " must be 0 or more, was " + value);
        }
    }
}
