// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Locust's {@code …_stats.csv}: a row for each kind of request, and one for all of them.
 *
 * @param name of the file
 * @param rows without the last one
 * @param all the last row
 */
record LocustStats(String name, List<Row> rows, Row all) {
    /** The name of the row that joins all others. */
    static final String AGGREGATED = "Aggregated";

    private static final double MILLIS = 1000;

    LocustStats {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param name of the kind of request
     * @param requests that ended, the failed ones included
     * @param failures of these
     * @param perSecond requests that ended, by second
     * @param latency of the requests
     */
    record Row(String name, long requests, long failures, double perSecond, Figures latency) {}

    static boolean recognises(ResultFile.Csv file) {
        return file.columns().containsAll(List.of("Name", "Request Count", "Failure Count", "Average Response Time"));
    }

    static LocustStats read(ResultFile.Csv file) {
        LocustColumns.require(
                file, List.of("Name", "Request Count", "Failure Count", "Average Response Time", "Requests/s", "50%"));
        List<Row> rows = new ArrayList<>();
        try (RowReader reader = RowReader.of(file.name(), file.text())) {
            while (reader.next()) {
                rows.add(row(reader, file));
            }
        }
        BadInputException.unless(
                !rows.isEmpty() && rows.get(rows.size() - 1).name().equals(AGGREGATED),
                file.name() + " is cut off: its last row must be " + AGGREGATED);
        return new LocustStats(file.name(), rows.subList(0, rows.size() - 1), rows.get(rows.size() - 1));
    }

    private static Row row(RowReader reader, ResultFile.Csv file) {
        long requests = reader.wholeNumber("Request Count");
        long failures = reader.wholeNumber("Failure Count");
        if (requests < 0 || failures < 0 || failures > requests) {
            throw reader.fault("Failure Count must be from 0 to Request Count, was " + failures + " of " + requests);
        }
        Figures latency = requests == 0
                ? Figures.none()
                : Figures.stated(
                        OptionalDouble.of(reader.notNegative("Average Response Time") / MILLIS),
                        LocustColumns.percentiles(reader, file.columns()));
        return new Row(reader.text("Name"), requests, failures, reader.notNegative("Requests/s"), latency);
    }

    /** The row that a test's author named after a signal, as {@code ttft}. */
    private Optional<Row> named(Signal signal) {
        return rows.stream()
                .filter(row -> row.name().toLowerCase(Locale.ROOT).equals(signal.word()))
                .findFirst();
    }

    /** Rows of requests, without those named after other signals. */
    private List<Row> requestRows() {
        List<Row> others = rows.stream()
                .filter(row -> named(Signal.TTFT).filter(row::equals).isEmpty())
                .filter(row -> named(Signal.ITL).filter(row::equals).isEmpty())
                .toList();
        return named(Signal.E2E).map(List::of).orElse(others);
    }

    /** How many kinds of requests are taken as one. */
    int kinds() {
        return requestRows().size();
    }

    /** The row of whole requests. */
    Row requests() {
        boolean signalsApart = named(Signal.TTFT).isPresent()
                || named(Signal.ITL).isPresent()
                || named(Signal.E2E).isPresent();
        BadInputException.unless(
                !signalsApart || kinds() == 1,
                name + ": beside rows ttft and itl, one row of requests must exist, or one named e2e; were " + kinds());
        return signalsApart ? requestRows().get(0) : all;
    }

    /**
     * The point.
     *
     * @param load that the history shows; unstated without one
     */
    LoadPoint point(Load load) {
        Row requests = requests();
        BadInputException.unless(
                requests.requests() > 0 && requests.perSecond() > 0, name + " holds no request that ended");
        return new LoadPoint(
                name,
                load,
                requests.requests() - requests.failures(),
                requests.failures(),
                requests.requests() / requests.perSecond(),
                LoadPoint.Tokens.none(),
                named(Signal.TTFT).map(Row::latency).orElse(Figures.none()),
                named(Signal.ITL).map(Row::latency).orElse(Figures.none()),
                requests.latency());
    }
}
