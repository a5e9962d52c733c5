// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series of a page of metrics in Prometheus' text form.
 *
 * @param all in the order of the page
 */
record Meters(List<Series> all) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    Meters {
        all = List.copyOf(all);
    }

    /** One series and its value. */
    record Series(String name, String labels, double value) {
        /** A label's value; empty text without it. */
        String label(String wanted) {
            for (Matcher label = LABEL.matcher(labels); label.find(); ) {
                if (label.group(1).equals(wanted)) {
                    return label.group(2);
                }
            }
            return "";
        }
    }

    /** Lines of another form are ignored. */
    static Meters in(String page) {
        List<Series> all = new ArrayList<>();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String labels = matcher.group(2) == null ? "" : matcher.group(2);
                all.add(new Series(matcher.group(1), labels, number(matcher.group(3))));
            }
        });
        return new Meters(all);
    }

    List<Series> named(String name) {
        return all.stream().filter(series -> series.name().equals(name)).toList();
    }

    double sum(String name) {
        return named(name).stream().mapToDouble(Series::value).sum();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
