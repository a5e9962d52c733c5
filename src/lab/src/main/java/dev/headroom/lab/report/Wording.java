// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Interval;
import dev.headroom.lab.compare.verdict.SideVerdict;
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

    static String ratio(double ratio) {
        return Double.isInfinite(ratio) ? NOT_REACHED : String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String interval(Interval interval) {
        return signedPercent(interval.mean()) + " ["
                + signedPercent(interval.low()).replace(" %", "") + ", "
                + signedPercent(interval.high()).replace(" %", "") + "]";
    }

    /** The mean difference over all settings; where there is none to take, who alone gets there. */
    static String pooled(SideVerdict opponent) {
        if (opponent.pooled().isPresent()) {
            return interval(opponent.pooled().get());
        }
        for (CellVerdict cell : opponent.cells()) {
            OptionalDouble one = cell.relativeDifference();
            if (one.isPresent()) {
                return signedPercent(one.getAsDouble());
            }
        }
        int cells = opponent.cells().size();
        return opponent.ahead() == cells
                ? "only ours reaches it"
                : opponent.behind() == cells ? "only theirs reaches it" : NONE;
    }

    static String claim(SideVerdict.Claim claim) {
        return switch (claim) {
            case WIN -> "win";
            case LOSS -> "loss";
            case NOT_SHOWN -> "not shown";
        };
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

    /** A percentage without trailing zeros, whatever its digits. */
    static String trimmedPercent(double percent) {
        return BigDecimal.valueOf(Math.rint(percent * MANY) / MANY)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
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
