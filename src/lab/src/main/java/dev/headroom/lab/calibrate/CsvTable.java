// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.file.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CSV file without quotes whose first line names the columns; columns nobody asks for are passed over. */
final class CsvTable {
    private final String where;
    private final List<String> header;
    private final List<Row> rows = new ArrayList<>();

    private CsvTable(String where, List<String> lines) {
        this.where = where;
        this.header = lines.isEmpty() ? List.of() : List.of(lines.get(0).strip().split(",", -1));
        for (int number = 2; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank()) {
                rows.add(row(number, line));
            }
        }
    }

    /**
     * Reads a file, plain or gzipped.
     *
     * @param thing what it is, for the sentences of a {@link BadInputException}
     * @param columns that it must have
     */
    static CsvTable read(String thing, Path file, String... columns) {
        CsvTable table = new CsvTable(thing + " " + file, LinesOf.file(thing, file));
        for (String column : columns) {
            if (!table.header.contains(column)) {
                throw new BadInputException(
                        table.where + " line 1: a column '" + column + "' is missing, found " + table.header);
            }
        }
        return table;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    private Row row(int number, String line) {
        String[] cells = line.strip().split(",", -1);
        if (cells.length != header.size()) {
            throw new BadInputException(
                    where + " line " + number + ": " + header.size() + " columns expected, found " + cells.length);
        }
        return new Row(number, cells);
    }

    /** One line below the header. */
    final class Row {
        private final int number;
        private final String[] cells;

        private Row(int number, String[] cells) {
            this.number = number;
            this.cells = cells;
        }

        String text(String column) {
            return cells[header.indexOf(column)].strip();
        }

        /** A finite number of 0 or more. */
        double number(String column) {
            try {
                double value = Double.parseDouble(text(column));
                if (value >= 0 && Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException none) {
                throw bad(column);
            }
            throw bad(column);
        }

        int whole(String column) {
            double value = number(column);
            if (value != Math.rint(value) || value > Integer.MAX_VALUE) {
                throw bad(column);
            }
            return (int) value;
        }

        private BadInputException bad(String column) {
            return new BadInputException(where + " line " + number + ": " + column
                    + " must be a number of 0 or more, was '" + text(column) + "'");
        }
    }
}
