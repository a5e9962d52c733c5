// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.verdict.ConfidenceInterval;
import dev.headroom.lab.compare.verdict.OpponentVerdict;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and findings as readers meet them, the same in every form of the report. */
final class Wording {
    static final String NONE = "–";
    static final String NOT_REACHED = "not reached";
    private static final int PERCENT = 100;
    private static final double MILLIS = 1000;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3600;
    /** From here on a decimal is noise. */
    private static final double MANY = 100;

    private Wording() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", PERCENT * share);
    }

    static String signedPercent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", PERCENT * share).replace('-', '−');
    }

    /** Percentage points. */
    static String points(OptionalDouble difference) {
        return difference.isEmpty()
                ? NONE
                : String.format(Locale.ROOT, "%+.2f pt", PERCENT * difference.getAsDouble())
                        .replace('-', '−');
    }

    static String hours(double gpuHours) {
        return String.format(Locale.ROOT, gpuHours < MANY ? "%.2f" : "%.0f", gpuHours);
    }

    static String hours(OptionalDouble gpuHours) {
        return gpuHours.isPresent() ? hours(gpuHours.getAsDouble()) : NOT_REACHED;
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isEmpty()
                ? NONE
                : Double.isInfinite(ratio.getAsDouble())
                        ? NOT_REACHED
                        : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    static String interval(ConfidenceInterval interval) {
        return signedPercent(interval.mean()) + " ["
                + signedPercent(interval.low()).replace(" %", "") + ", "
                + signedPercent(interval.high()).replace(" %", "") + "]";
    }

    static String difference(SettingVerdict one) {
        if (one.difference().isPresent()) {
            return interval(one.difference().get());
        }
        OptionalDouble relative = one.relativeDifference();
        return relative.isPresent() ? signedPercent(relative.getAsDouble()) : NONE;
    }

    /** The mean difference over all settings; where there is none to take, who alone gets there. */
    static String pooled(OpponentVerdict opponent) {
        if (opponent.pooled().isPresent()) {
            return interval(opponent.pooled().get());
        }
        int settings = opponent.settings().size();
        String alone = opponent.ahead() == settings
                ? "only ours reaches it"
                : opponent.behind() == settings ? "only theirs reaches it" : NONE;
        OptionalDouble one = opponent.settings().stream()
                .flatMapToDouble(verdict -> verdict.relativeDifference().stream())
                .findFirst();
        return one.isPresent() ? signedPercent(one.getAsDouble()) : alone;
    }

    /** Seconds as people say them: 250 ms, 1.5 s, 40 s. */
    static String duration(double seconds) {
        if (seconds < 1) {
            return trimmed(seconds * MILLIS) + " ms";
        }
        return trimmed(seconds) + " s";
    }

    /** A time of the day of an episode: 0:00, 12:30, 1:05:00. */
    static String clock(double seconds) {
        long whole = Math.round(seconds);
        long hours = whole / SECONDS_AN_HOUR;
        long minutes = whole % SECONDS_AN_HOUR / SECONDS_A_MINUTE;
        long rest = whole % SECONDS_A_MINUTE;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, rest)
                : String.format(Locale.ROOT, "%d:%02d", minutes, rest);
    }

    /** Three significant digits at most, without trailing zeros. */
    static String trimmed(double value) {
        String text = Math.abs(value) >= MANY
                ? String.format(Locale.ROOT, "%.0f", value)
                : new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
        return text.equals("-0") ? "0" : text;
    }
}
