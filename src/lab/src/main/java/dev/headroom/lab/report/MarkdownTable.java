// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown that is readable as it stands. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** Starts with the names of the columns. */
    public MarkdownTable(String... columns) {
        rows.add(List.of(columns));
    }

    /** Adds a row with a cell for each column. */
    public void row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row must have " + rows.get(0).size() + " cells, had " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /** Its lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(rows.get(0), " "));
        lines.add(line(rows.get(0).stream().map(column -> "").toList(), "-"));
        rows.subList(1, rows.size()).forEach(row -> lines.add(line(row, " ")));
        return lines;
    }

    private String line(List<String> cells, String fill) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(fill)
                    .append(cell)
                    .append(fill.repeat(width(column) - cell.length()))
                    .append(fill)
                    .append('|');
        }
        return line.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
