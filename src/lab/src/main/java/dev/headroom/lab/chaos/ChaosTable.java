// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.chaos.ChaosRow.End;
import dev.headroom.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Rows as Markdown. */
final class ChaosTable {
    private ChaosTable() {}

    /** A table of what was measured, and under it what else was seen of each. */
    static List<String> lines(List<ChaosRow> rows) {
        Table table = new Table(
                "fault", "end", "answer before", "lowest", "fell", "no number", "as before", "seconds", "alive");
        for (ChaosRow row : rows) {
            if (row.end() == End.NOT_RUN || row.before().isEmpty()) {
                table.row(row.fault(), row.end().word(), "", "", "", "", "", "", "");
                continue;
            }
            table.row(
                    row.fault(),
                    row.end().word(),
                    number(row.before()),
                    number(row.lowest()),
                    yes(row.fell()),
                    row.withoutNumber() > 0 ? String.format(Locale.ROOT, "%.1f s", row.withoutNumber()) : "never",
                    yes(row.recovered().isPresent()),
                    row.recovered().isPresent()
                            ? String.format(Locale.ROOT, "%.1f", row.recovered().getAsDouble())
                            : "",
                    yes(row.alive()));
        }
        List<String> lines = new ArrayList<>(table.markdown());
        lines.add("");
        rows.forEach(row -> lines.add("- `" + row.fault() + "`: " + row.seen() + "."));
        return lines;
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "none";
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }
}
