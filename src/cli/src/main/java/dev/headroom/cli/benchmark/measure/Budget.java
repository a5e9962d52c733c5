// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Predicate;

/** The time that a run may take without asking. It asks once, before the step that would pass it. */
public final class Budget {
    private static final double SECONDS_A_MINUTE = 60;

    private final double minutes;
    private final Predicate<String> confirmed;
    private boolean asked;
    private boolean agreed;

    /**
     * A budget.
     *
     * @param minutes above 0
     * @param confirmed puts a question to a person
     */
    public Budget(double minutes, Predicate<String> confirmed) {
        this.minutes = minutes;
        this.confirmed = confirmed;
    }

    /** Whether a run that would take this long may begin, or go on. */
    public boolean allows(double seconds, String sentence) {
        if (seconds <= minutes * SECONDS_A_MINUTE || agreed) {
            return true;
        }
        if (!asked) {
            asked = true;
            agreed = confirmed.test(String.format(
                    Locale.ROOT,
                    "%s up to %.1f minutes, and --budget-minutes is %s. Go on?",
                    sentence,
                    seconds / SECONDS_A_MINUTE,
                    BigDecimal.valueOf(minutes).stripTrailingZeros().toPlainString()));
        }
        return agreed;
    }
}
