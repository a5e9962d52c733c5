// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A number to reach, judged by the median of the rounds.
 *
 * @param what is measured
 * @param side on which side of the limit is well
 * @param limit the number
 * @param figures of the rounds that could be measured
 */
public record Bar(String what, Side side, double limit, List<Double> figures) {
    /** On which side of a limit is well. */
    public enum Side {
        /** More is better. */
        AT_LEAST("at least"),
        /** Less is better. */
        AT_MOST("at most");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    public Bar {
        figures = List.copyOf(figures);
    }

    /** Met, missed, or not measured; with the numbers. */
    public String sentence() {
        if (figures.isEmpty()) {
            return "NOT MEASURED: " + rule();
        }
        Spread spread = Spread.of(figures);
        boolean met = side == Side.AT_LEAST ? spread.median() >= limit : spread.median() <= limit;
        return String.format(
                Locale.ROOT,
                "%s: %s; median %s (%s to %s)",
                met ? "met" : "MISSED",
                rule(),
                Figure.of(spread.median()),
                Figure.of(spread.least()),
                Figure.of(spread.most()));
    }

    private String rule() {
        return what + " " + side.words + " " + Figure.of(limit);
    }
}
