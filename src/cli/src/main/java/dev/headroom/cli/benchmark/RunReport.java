// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark;

import dev.headroom.cli.benchmark.measure.BenchmarkSession;
import dev.headroom.cli.benchmark.measure.Findings;
import dev.headroom.cli.benchmark.measure.JudgedLoad;
import dev.headroom.cli.benchmark.measure.LatencyFigures;
import dev.headroom.cli.benchmark.measure.StepResult;
import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Prints a run: a row for each load, and between them, where a person looks on, a line that changes. */
final class RunReport implements BenchmarkSession.Listener {
    private static final String CLEAR = "\r\u001B[K";
    /** Set by the launcher, which can ask whether standard output is a terminal. */
    private static final String TERMINAL = "headroom.terminal";

    private static final int BAR = 20;
    private static final double MILLIS = 1e3;
    private static final double MEDIAN = 50;
    private static final double HIGH = 95;
    private static final double HIGHEST = 100;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Consumer<List<JudgedLoad>> written;
    private final boolean watched = Boolean.getBoolean(TERMINAL);

    RunReport(PrintWriter out, PrintWriter err, Consumer<List<JudgedLoad>> written) {
        this.out = out;
        this.err = err;
        this.written = written;
    }

    void head() {
        out.println("latencies in ms");
        out.println(row("load", "requests/s", "in flight", "ttft p95", "itl p95", "e2e p50", "e2e p95", "e2e max", ""));
        out.flush();
    }

    @Override
    public void progress(BenchmarkSession.Progress now) {
        if (watched) {
            int full = (int) Math.min(BAR, BAR * now.seconds() / now.ofSeconds());
            err.print(CLEAR
                    + String.format(
                            Locale.ROOT,
                            "load %d, %s [%s%s] %.0f of %.0f s, %d sent, %d in flight",
                            now.place(),
                            now.step().words(),
                            "#".repeat(full),
                            "-".repeat(BAR - full),
                            now.seconds(),
                            now.ofSeconds(),
                            now.sent(),
                            now.inFlight()));
            err.flush();
        }
    }

    @Override
    public void measured(List<JudgedLoad> all) {
        JudgedLoad newest = all.get(all.size() - 1);
        StepResult result = newest.result();
        if (watched) {
            err.print(CLEAR);
            err.flush();
        }
        StepResult.Latencies latencies = result.latencies();
        out.println(row(
                result.step().words(),
                String.format(Locale.ROOT, "%.3f", result.completedPerSecond()),
                String.format(Locale.ROOT, "%.1f", result.meanInFlight()),
                millis(latencies.ttft(), HIGH),
                millis(latencies.itl(), HIGH),
                millis(latencies.e2e(), MEDIAN),
                millis(latencies.e2e(), HIGH),
                millis(latencies.e2e(), HIGHEST),
                newest.broken().orElse("")));
        out.flush();
        written.accept(all);
    }

    void end(BenchmarkPlan plan, List<JudgedLoad> all) {
        Findings.sentences(plan, all).forEach(out::println);
        out.flush();
    }

    private static String millis(LatencyFigures figures, double percentile) {
        OptionalDouble seconds = figures.at(percentile);
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble() * MILLIS) : "-";
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-18s %10s %10s %9s %9s %9s %9s %9s  %s", cells)
                .stripTrailing();
    }
}
