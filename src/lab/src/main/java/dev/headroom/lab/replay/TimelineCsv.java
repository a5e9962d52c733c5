// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.episode.Moment;
import java.util.Locale;
import java.util.Optional;

/** Writes a timeline as CSV: RFC 4180, one line a moment, empty where there is nothing to say. */
final class TimelineCsv {
    private static final String HEADER = "timeSeconds,requestsPerSecond,wanted,replicas,ready,boundReady,"
            + "ttftP99Seconds,itlP99Seconds,e2eP99Seconds,attainment,reason";

    private TimelineCsv() {}

    static String of(Replayed replayed) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (Moment moment : replayed.own().outcome().timeline()) {
            csv.append(number(moment.atSeconds())).append(',');
            csv.append(number(moment.requestsPerSecond())).append(',');
            csv.append(moment.wanted()).append(',');
            csv.append(moment.replicas()).append(',');
            csv.append(moment.ready()).append(',');
            csv.append(boundAt(replayed.bound(), moment.atSeconds())).append(',');
            csv.append(number(moment.p99().ttft())).append(',');
            csv.append(number(moment.p99().itl())).append(',');
            csv.append(number(moment.p99().e2e())).append(',');
            csv.append(number(moment.attainment())).append(',');
            csv.append(quoted(moment.because())).append('\n');
        }
        return csv.toString();
    }

    private static String boundAt(Optional<Bound> bound, double atSeconds) {
        return bound.map(found -> Integer.toString(found.readyAt(atSeconds))).orElse("");
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.5g", value);
    }

    private static String quoted(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.matches("[^\",]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }
}
