// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** One latency of many requests. To the microsecond and to three digits, whatever the range: a stall of minutes has its place. */
public final class LatencyFigures {
    private static final int DIGITS = 3;
    private static final double MICROS = 1e6;

    private final Histogram micros = new Histogram(DIGITS);

    LatencyFigures() {}

    void add(OptionalDouble seconds) {
        seconds.ifPresent(value -> micros.recordValue(Math.max(0, Math.round(value * MICROS))));
    }

    /** How many requests. */
    public long count() {
        return micros.getTotalCount();
    }

    /** In seconds; empty without requests. */
    public OptionalDouble mean() {
        return known(micros.getMean());
    }

    /** In seconds; empty without requests. 100 is the highest. */
    public OptionalDouble at(double percentile) {
        return known((double) micros.getValueAtPercentile(percentile));
    }

    private OptionalDouble known(double value) {
        return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(value / MICROS);
    }
}
