// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An episode at one moment.
 *
 * @param timeSeconds since its start
 * @param requestsPerSecond that arrive
 * @param replicas wanted: the Deployment's specification
 * @param ready pods that serve
 * @param bound replicas of the clairvoyant path; empty where it is not known
 * @param latencies of the last minute
 * @param attainment share of the requests due so far whose promise was kept, 0 to 1; NaN before the first
 * @param reason why so many replicas are wanted, in one sentence; may be empty
 */
public record TimelinePoint(
        double timeSeconds,
        double requestsPerSecond,
        int replicas,
        int ready,
        OptionalInt bound,
        Latencies latencies,
        double attainment,
        String reason) {
    /**
     * Latencies at percentile 99, in seconds; NaN where nothing was measured.
     *
     * @param ttftP99 time to first token
     * @param itlP99 time between tokens
     * @param e2eP99 end to end
     */
    public record Latencies(double ttftP99, double itlP99, double e2eP99) {}

    private static final String HEADER =
            "time_s,requests_per_s,replicas,ready,bound,ttft_p99_s,itl_p99_s,e2e_p99_s,attainment,reason\n";
    /** No simulated figure is known better. */
    private static final MathContext DIGITS = new MathContext(6);

    /** A timeline as a CSV file, header first: one line a point, empty where nothing is known. */
    public static String csv(List<TimelinePoint> points) {
        return points.stream().map(TimelinePoint::line).collect(Collectors.joining("", HEADER, ""));
    }

    private String line() {
        double path = bound.isPresent() ? bound.getAsInt() : Double.NaN;
        return Stream.of(
                                timeSeconds,
                                requestsPerSecond,
                                (double) replicas,
                                (double) ready,
                                path,
                                latencies.ttftP99(),
                                latencies.itlP99(),
                                latencies.e2eP99(),
                                attainment)
                        .map(TimelinePoint::number)
                        .collect(Collectors.joining(","))
                + "," + Markup.csv(reason) + "\n";
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
                : "";
    }
}
