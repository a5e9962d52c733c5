// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of percentiles in Locust's files: {@code 95%}, in ms. */
final class LocustColumns {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?)%");
    private static final String NOT_KNOWN = "N/A";
    private static final double MILLIS = 1000;

    private LocustColumns() {}

    /** Asks for columns; the header of a file of Locust is too long to be shown. */
    static void require(ResultFile.Csv file, List<String> wanted) {
        for (String column : wanted) {
            BadInputException.unless(
                    file.columns().stream().filter(column::equals).count() == 1,
                    file.name() + ": its header must name " + column + " once");
        }
    }

    /** Seconds by percentile in the current row; empty where Locust writes N/A. */
    static NavigableMap<Double, Double> percentiles(RowReader row, List<String> columns) {
        NavigableMap<Double, Double> percentiles = new TreeMap<>();
        for (String column : columns) {
            Matcher percent = PERCENT.matcher(column);
            if (percent.matches() && !row.text(column).equals(NOT_KNOWN)) {
                percentiles.put(Double.parseDouble(percent.group(1)), row.notNegative(column) / MILLIS);
            }
        }
        double before = 0;
        for (double each : percentiles.values()) {
            if (each < before) {
                throw row.fault(
                        "a percentile must not be below a lower one, was " + each + " s after " + before + " s");
            }
            before = each;
        }
        return percentiles;
    }

    /** The middle of some values; empty without any. */
    static OptionalDouble median(List<Double> values) {
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values.stream().sorted().toList().get(values.size() / 2));
    }
}
