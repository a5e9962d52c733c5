// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.report;

import java.util.List;

/** The rows of a run as a table in Markdown, which a terminal shows as well. */
public final class ResultTable {
    private ResultTable() {}

    /** The table, with a line for each row. */
    public static String of(List<Row> rows) {
        StringBuilder text =
                new StringBuilder("| scenario | what must hold | measured | verdict |\n|---|---|---|---|\n");
        for (Row row : rows) {
            String verdict = row.remark().isEmpty()
                    ? row.verdict().words()
                    : row.verdict().words() + ": " + row.remark();
            text.append("| ")
                    .append(String.join(
                            " | ",
                            List.of(cell(row.scenario()), cell(row.mustHold()), cell(row.measured()), cell(verdict))))
                    .append(" |\n");
        }
        return text.toString();
    }

    /** A cell is one line, and a bar would end it. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
