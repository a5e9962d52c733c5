// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.command;

import dev.headroom.lab.file.BadInputException;

/** Checks numbers that options give: what is out of range is one sentence. */
public final class Range {
    private Range() {}

    /** A number from one to another, both included; infinity for no end. */
    public static void check(String option, double value, double least, double most) {
        String rule = Double.isInfinite(most) ? text(least) + " or more" : "from " + text(least) + " to " + text(most);
        BadInputException.unless(
                value >= least && value <= most && Double.isFinite(value),
                option + " must be " + rule + ", was " + text(value));
    }

    /** A number above 0 and at most another; infinity for no end. */
    public static void checkAboveZero(String option, double value, double most) {
        String end = Double.isInfinite(most) ? "" : " and at most " + text(most);
        BadInputException.unless(
                value > 0 && value <= most && Double.isFinite(value),
                option + " must be above 0" + end + ", was " + text(value));
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
