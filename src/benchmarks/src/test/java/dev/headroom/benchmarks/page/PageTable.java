// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.page;

import dev.headroom.lab.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured, row by row; each row is printed at once. */
final class PageTable {
    private static final double WHOLE_FROM = 100;

    private final Table table = new Table("workloads", "measured", "figure", "bar");
    private final List<String> minutes = new ArrayList<>();

    void row(int workloads, String measured, String figure, String bar) {
        table.row(Integer.toString(workloads), measured, figure, bar);
        System.out.println(workloads + ": " + measured + ": " + figure);
    }

    /** A figure before and after, or without and with. */
    void row(int workloads, String measured, double first, double second, String bar) {
        row(workloads, measured, text(first) + ", " + text(second), bar);
    }

    /** A line below the table. */
    void minute(String line) {
        minutes.add(line);
        System.out.println(line);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(table.markdown());
        lines.add("");
        lines.addAll(minutes);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        lines.forEach(System.out::println);
    }

    /** Median, least and most. */
    static String spread(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return "%s (%s to %s)"
                .formatted(
                        text(sorted.get(sorted.size() / 2)), text(sorted.get(0)), text(sorted.get(sorted.size() - 1)));
    }

    static <T> String most(List<T> of, ToDoubleFunction<T> figure) {
        return text(of.stream().mapToDouble(figure).max().orElseThrow());
    }

    static String text(double figure) {
        return String.format(Locale.ROOT, figure >= WHOLE_FROM ? "%,.0f" : "%.1f", figure);
    }
}
