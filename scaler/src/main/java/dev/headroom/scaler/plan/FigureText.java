// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people write them. */
final class FigureText {
    /** A share of a replica this small is rounding noise, and starts none. */
    private static final double NOISE = 1e-9;

    private static final double THREE_DIGITS = 100;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FigureText() {}

    /** Half a replica serves no request. */
    static int roundedUp(double replicas) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(replicas * (1 - NOISE)));
    }

    /** Three significant digits, because a rate may be 0.4 or 4,000. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond >= THREE_DIGITS ? "%.0f" : "%.2f", perSecond);
    }

    /** One decimal. */
    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Hours and minutes, UTC. */
    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    static String replicas(int count) {
        return count == 1 ? "1 replica" : count + " replicas";
    }
}
