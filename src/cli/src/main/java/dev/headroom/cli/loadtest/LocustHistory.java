// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Locust's {@code …_stats_history.csv}: a row each second, with the number of users. Each number that was held long enough is a
 * level. Counts and mean of a level are differences of the running totals. Its percentiles are the median of the rows', because each
 * row has those of the last {@value #WINDOW_SECONDS} s.
 *
 * @param name of the file
 * @param levels held long enough, in order of time
 * @param brief levels that were not
 * @param requests that ended in all
 * @param failures of these
 */
record LocustHistory(String name, List<LoadPoint> levels, int brief, long requests, long failures) {
    /** Locust's window of a row's percentiles. Its first rows still have some of the level before. */
    static final int WINDOW_SECONDS = 10;

    private static final int LEAST_SECONDS = 2 * WINDOW_SECONDS;
    private static final double MILLIS = 1000;

    LocustHistory {
        levels = List.copyOf(levels);
    }

    private record Row(
            long second,
            int users,
            long requests,
            long failures,
            double meanMillis,
            NavigableMap<Double, Double> latency) {}

    static boolean recognises(ResultFile.Csv file) {
        return file.columns().containsAll(List.of("Timestamp", "User Count", "Total Request Count"));
    }

    static LocustHistory read(ResultFile.Csv file) {
        List<Row> rows = rows(file);
        BadInputException.unless(!rows.isEmpty(), file.name() + " has no row named " + LocustStats.AGGREGATED);
        List<LoadPoint> levels = new ArrayList<>();
        int brief = 0;
        int begin = 0;
        for (int end = 1; end <= rows.size(); end++) {
            if (end == rows.size() || breaks(rows.get(end - 1), rows.get(end))) {
                List<Row> level = rows.subList(begin, end);
                if (level.get(0).users() > 0 && heldLong(level)) {
                    levels.add(point(file.name(), level));
                } else if (level.get(0).users() > 0) {
                    brief++;
                }
                begin = end;
            }
        }
        Row last = rows.get(rows.size() - 1);
        return new LocustHistory(file.name(), levels, brief, last.requests(), last.failures());
    }

    /** Totals fall where Locust was told to forget the ramp. */
    private static boolean breaks(Row before, Row after) {
        return after.users() != before.users() || after.requests() < before.requests();
    }

    private static boolean heldLong(List<Row> level) {
        Row last = level.get(level.size() - 1);
        return last.second() - level.get(0).second() >= LEAST_SECONDS
                && last.requests() > afterWindow(level).get(0).requests();
    }

    private static List<Row> afterWindow(List<Row> level) {
        long from = level.get(0).second() + WINDOW_SECONDS;
        return level.stream().filter(row -> row.second() >= from).toList();
    }

    private static LoadPoint point(String name, List<Row> level) {
        List<Row> rows = afterWindow(level);
        Row first = rows.get(0);
        Row last = rows.get(rows.size() - 1);
        long ended = last.requests() - first.requests();
        long failed = Math.max(0, last.failures() - first.failures());
        double mean = (last.meanMillis() * last.requests() - first.meanMillis() * first.requests()) / ended / MILLIS;
        return new LoadPoint(
                name + " at user count " + first.users(),
                Load.closed(first.users()),
                ended - failed,
                failed,
                last.second() - first.second(),
                LoadPoint.Tokens.none(),
                Figures.none(),
                Figures.none(),
                Figures.stated(OptionalDouble.of(Math.max(0, mean)), medians(rows)));
    }

    private static Map<Double, Double> medians(List<Row> rows) {
        Map<Double, List<Double>> all = new LinkedHashMap<>();
        for (Row row : rows) {
            row.latency()
                    .forEach((percentile, seconds) -> all.computeIfAbsent(percentile, key -> new ArrayList<>())
                            .add(seconds));
        }
        Map<Double, Double> medians = new TreeMap<>();
        all.forEach((percentile, seconds) ->
                LocustColumns.median(seconds).ifPresent(median -> medians.put(percentile, median)));
        return medians;
    }

    private static List<Row> rows(ResultFile.Csv file) {
        LocustColumns.require(
                file,
                List.of(
                        "Timestamp",
                        "User Count",
                        "Name",
                        "Total Request Count",
                        "Total Failure Count",
                        "Total Average Response Time"));
        List<Row> rows = new ArrayList<>();
        try (RowReader reader = RowReader.of(file.name(), file.text())) {
            while (reader.next()) {
                if (reader.text("Name").equals(LocustStats.AGGREGATED)) {
                    rows.add(row(reader, file.columns()));
                    if (rows.size() > 1
                            && rows.get(rows.size() - 1).second()
                                    < rows.get(rows.size() - 2).second()) {
                        throw reader.fault("Timestamp must not fall");
                    }
                }
            }
        }
        return rows;
    }

    private static Row row(RowReader reader, List<String> columns) {
        return new Row(
                (long) reader.notNegative("Timestamp"),
                (int) reader.notNegative("User Count"),
                (long) reader.notNegative("Total Request Count"),
                (long) reader.notNegative("Total Failure Count"),
                reader.notNegative("Total Average Response Time"),
                LocustColumns.percentiles(reader, columns));
    }
}
