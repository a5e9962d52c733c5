// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.time.Duration;
import java.util.Locale;

/**
 * One promise: {@code percentile} percent of the requests stay within {@code atMost}.
 *
 * @param signal the limited latency
 * @param percentile above 0 and below 100
 * @param atMost positive
 */
public record Objective(Signal signal, double percentile, Duration atMost) {
    public Objective {
        if (!(percentile > 0 && percentile < 100)) {
            throw new IllegalArgumentException("percentile must be above 0 and below 100, was " + percentile);
        }
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("atMost must be positive, was " + atMost);
        }
    }

    /** The limit in seconds. */
    public double limitSeconds() {
        return atMost.toNanos() / 1e9;
    }

    /** For example {@code e2e p95 <= 5s}. */
    @Override
    public String toString() {
        String percent = percentile == Math.rint(percentile)
                ? Long.toString(Math.round(percentile))
                : String.format(Locale.ROOT, "%s", percentile);
        return signal.word() + " p" + percent + " <= " + Durations.format(atMost);
    }
}
