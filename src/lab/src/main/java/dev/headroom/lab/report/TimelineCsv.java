// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A timeline as CSV: one line a point, empty where nothing is known. */
public final class TimelineCsv {
    private static final String HEADER =
            "time_s,requests_per_s,replicas,ready,bound,ttft_p99_s,itl_p99_s,e2e_p99_s," + "attainment,reason";
    /** No simulated figure is known better. */
    private static final MathContext DIGITS = new MathContext(6);

    private TimelineCsv() {}

    /** The file's text, header first. */
    public static String text(List<TimelinePoint> points) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (TimelinePoint point : points) {
            csv.append(number(point.timeSeconds())).append(',');
            csv.append(number(point.requestsPerSecond())).append(',');
            csv.append(point.replicas()).append(',');
            csv.append(point.ready()).append(',');
            csv.append(
                    point.bound().isPresent() ? Integer.toString(point.bound().getAsInt()) : "");
            csv.append(',');
            csv.append(number(point.latencies().ttftP99())).append(',');
            csv.append(number(point.latencies().itlP99())).append(',');
            csv.append(number(point.latencies().e2eP99())).append(',');
            csv.append(number(point.attainment())).append(',');
            csv.append(Markup.csv(point.reason())).append('\n');
        }
        return csv.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
                : "";
    }
}
