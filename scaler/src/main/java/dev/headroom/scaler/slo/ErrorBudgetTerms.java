// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.time.Duration;

/**
 * The time over which the promise is judged. The objective itself says how many requests may miss it: all but its percentile.
 *
 * @param window ends now and moves with time; {@link #SHORTEST} to {@link #LONGEST}
 */
public record ErrorBudgetTerms(Duration window) {
    /** Budgets are kept hour by hour. */
    public static final Duration SHORTEST = Duration.ofHours(1);

    /** A quarter, the longest usual accounting period; 2,208 hours of 16 bytes for each objective. */
    public static final Duration LONGEST = Duration.ofDays(92);

    /**
     * Four weeks: as many weekends in one window as in the next (Google, The Site Reliability Workbook, chapter 2, "Choosing an
     * appropriate time window").
     */
    public static final ErrorBudgetTerms DEFAULT = new ErrorBudgetTerms(Duration.ofDays(28));

    public ErrorBudgetTerms {
        if (!isWindow(window)) {
            throw new IllegalArgumentException(
                    "the window of an error budget must be from " + SHORTEST + " to " + LONGEST + ", was " + window);
        }
    }

    static boolean isWindow(Duration window) {
        return window.compareTo(SHORTEST) >= 0 && window.compareTo(LONGEST) <= 0;
    }
}
