// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What became of one fault.
 *
 * @param fault its name
 * @param end how it ended
 * @param before the answer before it
 * @param lowest the smallest number told until all was as before; empty where there was none
 * @param withoutNumber the longest time in seconds for which a replica told no number
 * @param recovered seconds until all was as before; empty where it never was
 * @param alive whether every process that the fault did not end is there
 * @param seen what else was seen, or why it did not run
 */
record ChaosRow(
        String fault,
        End end,
        OptionalInt before,
        OptionalInt lowest,
        double withoutNumber,
        OptionalDouble recovered,
        boolean alive,
        String seen) {
    /** How it ended. */
    enum End {
        HELD("held"),
        BROKEN("BROKEN"),
        NOT_RUN("not run");

        private final String word;

        End(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Of a fault that was not tried to its end. */
    static ChaosRow without(ChaosFault fault, End end, String why) {
        return new ChaosRow(
                fault.name(), end, OptionalInt.empty(), OptionalInt.empty(), 0, OptionalDouble.empty(), false, why);
    }

    /** Whether a number was told below the one before. */
    boolean fell() {
        return before.isPresent() && lowest.isPresent() && lowest.getAsInt() < before.getAsInt();
    }

    /** Rows as Markdown: a table of what was measured, and under it what else was seen of each. */
    static List<String> table(List<ChaosRow> rows) {
        Table table = new Table(
                "fault", "end", "answer before", "lowest", "fell", "no number", "as before", "seconds", "alive");
        rows.forEach(row -> table.row((Object[]) row.cells()));
        List<String> lines = new ArrayList<>(table.markdown());
        lines.add("");
        rows.forEach(row -> lines.add("- `" + row.fault() + "`: " + row.seen() + "."));
        return lines;
    }

    private String[] cells() {
        if (end == End.NOT_RUN || before.isEmpty()) {
            return new String[] {fault, end.word(), "", "", "", "", "", "", ""};
        }
        return new String[] {
            fault,
            end.word(),
            number(before),
            number(lowest),
            yes(fell()),
            withoutNumber > 0 ? String.format(Locale.ROOT, "%.1f s", withoutNumber) : "never",
            yes(recovered.isPresent()),
            recovered.isPresent() ? String.format(Locale.ROOT, "%.1f", recovered.getAsDouble()) : "",
            yes(alive)
        };
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "none";
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }
}
