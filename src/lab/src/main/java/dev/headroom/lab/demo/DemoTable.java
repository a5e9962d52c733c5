// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.fleet.SiteReading;
import dev.headroom.scaler.slo.Signal;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The demo's lines: what is, against what was promised; latencies are P95 of the last virtual minute. */
final class DemoTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    /** Lines after which the head is repeated, for it has left the screen. */
    private static final int LINES_A_HEAD = 20;

    private static final double MILLIS = 1000;
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final Promise promise;
    private final boolean colour;
    private int lines;

    DemoTable(PrintStream out, Promise promise, boolean colour) {
        this.out = out;
        this.promise = promise;
        this.colour = colour;
    }

    /**
     * Prints one line.
     *
     * @param progress the chapter, and the share of the run that has passed
     */
    void line(String progress, Instant virtual, SiteReading reading, String because) {
        if (lines++ % LINES_A_HEAD == 0) {
            out.println(head());
        }
        out.println(String.format(
                        Locale.ROOT,
                        "%8s  %s %9.1f %9d %s %s %s %6d %8d  %s",
                        progress,
                        TIME.format(virtual),
                        reading.arrivalsPerSecond(),
                        reading.inFlight(),
                        cell(
                                "%13.0f",
                                reading.p95Seconds().at(Signal.TTFT) * MILLIS, promise.limit(Signal.TTFT) * MILLIS),
                        cell(
                                "%12.1f",
                                reading.p95Seconds().at(Signal.ITL) * MILLIS, promise.limit(Signal.ITL) * MILLIS),
                        cell("%11.1f", reading.p95Seconds().at(Signal.E2E), promise.limit(Signal.E2E)),
                        reading.readyReplicas(),
                        reading.replicas(),
                        because)
                .stripTrailing());
        out.flush();
    }

    private String head() {
        return String.format(
                Locale.ROOT,
                "%8s  %-8s %9s %9s %13s %12s %11s %6s %8s  %s",
                "story",
                "time UTC",
                "arrivals",
                "in flight",
                String.format(Locale.ROOT, "ttft<=%.0fms", promise.limit(Signal.TTFT) * MILLIS),
                String.format(Locale.ROOT, "itl<=%.0fms", promise.limit(Signal.ITL) * MILLIS),
                String.format(Locale.ROOT, "e2e<=%.0fs", promise.limit(Signal.E2E)),
                "ready",
                "desired",
                "because");
    }

    /** Broken promises stand out: in colour, or with a mark. */
    private String cell(String format, double value, double limit) {
        String text = Double.isNaN(value)
                ? String.format(Locale.ROOT, format.replaceAll("\\..f", "s"), "-")
                : String.format(Locale.ROOT, format, value);
        if (!(value > limit)) {
            return text;
        }
        return colour ? RED + text + PLAIN : text.replaceFirst("^ ", "") + "!";
    }
}
