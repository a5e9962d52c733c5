// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import java.util.OptionalDouble;

/** The values of a recording rule. */
public final class RuleSeries {
    /** Enough for the longest window asked, a few minutes of evaluations every 15 s. */
    private static final int ROWS = 32;

    private final Ring values = new Ring(1, ROWS);

    /** Keeps an evaluation's value. */
    public void record(double now, double value) {
        values.add(now);
        values.set(0, value);
    }

    /** {@code avg_over_time}; empty over an empty range. */
    public OptionalDouble mean(double after) {
        double mean = values.mean(0, after);
        return Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(mean);
    }
}
