// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.cli.loadtest.LoadPoint;
import dev.headroom.cli.loadtest.LoadTest;
import dev.headroom.cli.profile.PointChoice.Row;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.slo.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The table of a profile, made of measured points: one row for each concurrency, columns without holes, and latencies that do not
 * fall.
 *
 * @param table for the profile
 * @param taken one sentence for each point that was taken, by concurrency
 * @param notes sentences about what was left out or changed
 */
record ImportedCurve(Performance.MeasuredTable table, List<String> taken, List<String> notes) {
    /** No measurement is known better than to a few thousandths. */
    private static final MathContext DIGITS = new MathContext(4);

    ImportedCurve {
        taken = List.copyOf(taken);
        notes = List.copyOf(notes);
    }

    /**
     * Makes the table.
     *
     * @param tests as read
     * @param percentile of the latencies; empty for means
     * @param lengths what a person says about the tokens of a request
     * @throws BadInputException with one sentence, where no table can be made
     */
    static ImportedCurve of(List<LoadTest> tests, OptionalDouble percentile, StatedLengths lengths) {
        PointChoice choice = new PointChoice(percentile);
        List<String> notes = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (LoadTest test : tests) {
            notes.addAll(test.notes());
            for (LoadPoint point : test.points()) {
                choice.row(test.tool(), point).ifPresent(rows::add);
            }
        }
        notes.addAll(choice.notes());
        BadInputException.unless(!rows.isEmpty(), notes.isEmpty() ? "the files hold no point" : notes.get(0));
        rows.sort(Comparator.comparingDouble(Row::concurrency));
        LoadPoint.Tokens tokens = lengths.of(rows.stream().map(Row::point).toList());
        TreeMap<Double, Map<Signal, Double>> byConcurrency = joined(rows, notes);
        fillEndToEnd(byConcurrency, tokens.output().orElseThrow());
        dropIncomplete(byConcurrency, notes);
        raise(byConcurrency, notes);
        List<Performance.Point> points = new ArrayList<>();
        byConcurrency.forEach((concurrency, seconds) -> points.add(new Performance.Point(
                concurrency, in(seconds, Signal.TTFT), in(seconds, Signal.ITL), in(seconds, Signal.E2E))));
        Performance.MeasuredTable table = new Performance.MeasuredTable(
                rounded(tokens.input().orElseThrow()),
                rounded(tokens.output().orElseThrow()),
                percentile.isEmpty(),
                points);
        return new ImportedCurve(
                table, rows.stream().map(ImportedCurve::sentence).toList(), notes);
    }

    private static String sentence(Row row) {
        LoadPoint point = row.point();
        return String.format(
                Locale.ROOT,
                "%s: %s, concurrency %s, %d requests in %.0f s, %.3g requests/s",
                point.source(),
                row.tool(),
                plain(rounded(row.concurrency())),
                point.completed(),
                point.seconds(),
                point.completedPerSecond());
    }

    /** Repeated measurements: the slower figure is the safe one. */
    private static TreeMap<Double, Map<Signal, Double>> joined(List<Row> rows, List<String> notes) {
        TreeMap<Double, Map<Signal, Double>> joined = new TreeMap<>();
        for (Row row : rows) {
            double concurrency = rounded(row.concurrency());
            Map<Signal, Double> before = joined.get(concurrency);
            Map<Signal, Double> seconds = new EnumMap<>(Signal.class);
            row.seconds().forEach((signal, value) -> seconds.put(signal, rounded(value)));
            if (before != null) {
                before.forEach((signal, value) -> seconds.merge(signal, value, Math::max));
                notes.add("concurrency " + plain(concurrency)
                        + " was measured more than once; the slower figure of each latency is taken");
            }
            joined.put(concurrency, seconds);
        }
        return joined;
    }

    /** Where one file states E2E and another its parts, all rows get E2E. */
    private static void fillEndToEnd(TreeMap<Double, Map<Signal, Double>> rows, double outputTokens) {
        boolean stated = rows.values().stream().anyMatch(row -> row.containsKey(Signal.E2E));
        if (stated) {
            rows.forEach((concurrency, row) -> new Performance.Point(
                            concurrency, in(row, Signal.TTFT), in(row, Signal.ITL), in(row, Signal.E2E))
                    .endToEnd(outputTokens)
                    .ifPresent(seconds -> row.put(Signal.E2E, rounded(seconds))));
        }
    }

    private static void dropIncomplete(TreeMap<Double, Map<Signal, Double>> rows, List<String> notes) {
        for (Signal signal : Signal.values()) {
            long with = rows.values().stream()
                    .filter(row -> row.containsKey(signal))
                    .count();
            if (with == 0) {
                notes.add(upper(signal) + " is missing: the files do not state it"
                        + (signal == Signal.E2E ? ", so it is TTFT + ITL · (output tokens − 1)" : ""));
            } else if (with < rows.size()) {
                notes.add(upper(signal) + " is left out: only " + with + " of " + rows.size()
                        + " points have it, and a column needs all");
                rows.values().forEach(row -> row.remove(signal));
            }
        }
    }

    /** A latency that falls as the load grows is noise; the higher figure is the safe one. */
    private static void raise(TreeMap<Double, Map<Signal, Double>> rows, List<String> notes) {
        Map<Signal, Double> highest = new EnumMap<>(Signal.class);
        rows.forEach((concurrency, row) -> row.replaceAll((signal, seconds) -> {
            double before = highest.merge(signal, seconds, Math::max);
            if (before > seconds) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%s at concurrency %s was %s ms, below that at fewer requests; %s ms is written",
                        upper(signal),
                        plain(concurrency),
                        millis(seconds),
                        millis(before)));
            }
            return before;
        }));
    }

    private static String millis(double seconds) {
        return plain(rounded(seconds * 1000));
    }

    private static OptionalDouble in(Map<Signal, Double> seconds, Signal signal) {
        Double value = seconds.get(signal);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** To the digits that are known. */
    static double rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
    }

    /** Without an empty fraction. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** The word for sentences. */
    static String upper(Signal signal) {
        return signal.word().toUpperCase(Locale.ROOT);
    }
}
