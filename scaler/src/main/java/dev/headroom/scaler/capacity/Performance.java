// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.List;
import java.util.OptionalDouble;

/** How fast a replica is: measured, or by coefficients. */
public sealed interface Performance {
    /**
     * Latencies measured at fixed concurrencies, at a stated token shape.
     *
     * @param inputTokens prompt tokens per request of the measurement
     * @param outputTokens generated tokens per request of the measurement
     * @param meanColumns whether the figures are means; else they are taken as the objective's percentile
     * @param points by ascending concurrency; no latency falls from one to the next; at least one
     */
    record MeasuredTable(double inputTokens, double outputTokens, boolean meanColumns, List<Point> points)
            implements Performance {
        public MeasuredTable {
            points = List.copyOf(points);
        }
    }

    /**
     * One row of a table; latencies in seconds, empty where not measured.
     *
     * @param concurrency requests in flight; above 0
     */
    record Point(double concurrency, OptionalDouble ttft, OptionalDouble itl, OptionalDouble e2e) {}

    /**
     * Coefficients of the engine's step time, in milliseconds. A step that decodes n sequences with C context tokens takes
     * {@code base + perSequence·n + perContextToken·C}; one that also prefills P tokens takes
     * {@code mixedExtra + perPrefillToken·P + mixedPerContextToken·C} more.
     *
     * @param base t0; above 0
     * @param perSequence a; 0 or more
     * @param perContextToken c; 0 or more
     * @param perPrefillToken p; above 0
     * @param mixedExtra s; 0 or more
     * @param mixedPerContextToken c_m; 0 or more
     */
    record StepTime(
            double base,
            double perSequence,
            double perContextToken,
            double perPrefillToken,
            double mixedExtra,
            double mixedPerContextToken)
            implements Performance {}
}
