// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for a terminal, for Markdown and for a {@link Page}. */
public final class Table {
    /**
     * A cell.
     *
     * @param text in it
     * @param style by which a page shows it: {@code good}, {@code bad}, {@code soft}, or empty
     * @param extra markup that a page shows behind the text; may be empty
     */
    public record Cell(String text, String style, String extra) {
        /** In a style of a page. */
        public static Cell styled(String text, String style) {
            return new Cell(text, style, "");
        }

        /** A name, and on a page in small print what it stands for. */
        public static Cell titled(String name, String title) {
            return new Cell(
                    name, "", title.isEmpty() ? "" : " <small class=\"soft\">" + Markup.html(title) + "</small>");
        }
    }

    /** What stands to the right on a terminal. */
    private static final Pattern NUMBER = Pattern.compile("([-+−]?\\d.*|[-–]?)");
    /** A longer text is broken into lines on a page. */
    private static final int WIDE = 40;

    private final List<List<Cell>> rows = new ArrayList<>();

    /** Starts with the names of the columns. */
    public Table(String... columns) {
        add(columns);
    }

    /** Adds a row with a value for each column, or a {@link Cell} where a page shows it in a style. */
    public Table row(Object... values) {
        if (values.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "a row must have " + rows.get(0).size() + " cells, had " + values.length);
        }
        add(values);
        return this;
    }

    private void add(Object[] values) {
        rows.add(Arrays.stream(values)
                .map(value -> value instanceof Cell cell ? cell : Cell.styled(value.toString(), ""))
                .toList());
    }

    /** Rows without the head. */
    public int size() {
        return rows.size() - 1;
    }

    /** Lines for a terminal. */
    public List<String> text() {
        return rows.stream().map(row -> line(row, "  ").stripTrailing()).toList();
    }

    /** Lines of Markdown that can be read as they stand. */
    public List<String> markdown() {
        List<List<String>> escaped = rows.stream()
                .map(row ->
                        row.stream().map(cell -> Markup.markdown(cell.text())).toList())
                .toList();
        List<String> lines = new ArrayList<>();
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> escaped.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : escaped) {
            lines.add(IntStream.range(0, widths.length)
                    .mapToObj(column -> padded(row.get(column), widths[column], false))
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
        lines.add(
                1,
                Arrays.stream(widths)
                        .mapToObj(width -> "-".repeat(width + 2))
                        .collect(Collectors.joining("|", "|", "|")));
        return lines;
    }

    /** Markup of a page. */
    String html() {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n");
        for (int row = 0; row < rows.size(); row++) {
            html.append(row == 0 ? "<thead><tr>" : row == 1 ? "<tbody>\n<tr>" : "<tr>");
            for (int column = 0; column < rows.get(row).size(); column++) {
                Cell cell = rows.get(row).get(column);
                String style = cell.style().isEmpty() && isWide(column) ? "text" : cell.style();
                String tag = row == 0 ? "th" : "td";
                html.append('<').append(tag).append(style.isEmpty() ? ">" : " class=\"" + style + "\">");
                html.append(Markup.html(cell.text()))
                        .append(cell.extra())
                        .append("</")
                        .append(tag)
                        .append('>');
            }
            html.append(row == 0 ? "</tr></thead>\n" : "</tr>\n");
        }
        return html.append(size() == 0 ? "" : "</tbody>\n")
                .append("</table></div>\n")
                .toString();
    }

    private boolean isWide(int column) {
        return rows.stream().anyMatch(row -> row.get(column).text().length() > WIDE);
    }

    private String line(List<Cell> row, String gap) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column).text(), width(column), isNumber(column)))
                .collect(Collectors.joining(gap));
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).text().length())
                .max()
                .orElse(0);
    }

    private boolean isNumber(int column) {
        return rows.stream()
                .skip(1)
                .allMatch(row -> NUMBER.matcher(row.get(column).text()).matches());
    }

    private static String padded(String text, int width, boolean right) {
        String fill = " ".repeat(width - text.length());
        return right ? fill + text : text + fill;
    }
}
