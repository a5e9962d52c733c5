// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

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
    record Point(double concurrency, OptionalDouble ttft, OptionalDouble itl, OptionalDouble e2e) {
        /** The column of a signal, as it was measured. */
        public OptionalDouble of(Signal signal) {
            return switch (signal) {
                case TTFT -> ttft;
                case ITL -> itl;
                case E2E -> e2e;
            };
        }

        /**
         * End-to-end latency in seconds: measured, else TTFT + ITL · (output tokens − 1).
         *
         * @param outputTokens of the measurement
         * @return empty when neither is possible
         */
        public OptionalDouble endToEnd(double outputTokens) {
            if (e2e.isPresent() || ttft.isEmpty() || itl.isEmpty()) {
                return e2e;
            }
            return OptionalDouble.of(ttft.getAsDouble() + itl.getAsDouble() * Math.max(0, outputTokens - 1));
        }
    }

    /**
     * Coefficients of the engine's step time, in milliseconds. A step that decodes n sequences with C context tokens takes
     * {@code base + perSequence·n + perContextToken·C}. A step that also prefills P tokens takes
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

    /** Decides between the two ways to know. */
    default <R> R fold(Function<MeasuredTable, R> measured, Function<StepTime, R> stepTime) {
        return this instanceof MeasuredTable table ? measured.apply(table) : stepTime.apply((StepTime) this);
    }
}
