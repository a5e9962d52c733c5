// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them: thousands apart, and no more digits than were measured. */
public final class Figure {
    private static final double WHOLE_FROM = 100;

    private Figure() {}

    /** Whole from 100 on, else with two decimals. */
    public static String of(double number) {
        return String.format(Locale.ROOT, Math.abs(number) >= WHOLE_FROM ? "%,.0f" : "%.2f", number);
    }

    /** The same; a dash for what could not be measured. */
    public static String of(OptionalDouble number) {
        return number.isPresent() ? of(number.getAsDouble()) : "-";
    }
}
