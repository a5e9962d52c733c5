// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import dev.headroom.lab.file.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a CSV file with a header, one at a time. Columns are found by name and may be quoted; empty lines are passed over.
 * All faults name file and line.
 */
final class CsvRows {
    /** Shown of a text that is not what it should be; the rest says no more. */
    private static final int LONGEST_SHOWN = 60;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final BufferedReader lines;
    private final List<String> names;
    private int lineNumber = 1;
    private String line = "";
    private List<String> quoted = List.of();
    private int[] commas = new int[0];

    /**
     * Reads the header.
     *
     * @param file how messages call the file: {@code trace x.csv}
     */
    CsvRows(String file, BufferedReader lines) throws IOException {
        this.file = file;
        this.lines = lines;
        String header = lines.readLine();
        this.line = header == null ? "" : withoutMark(header).strip();
        this.names = fieldsOf(line).stream().map(String::strip).toList();
        this.commas = new int[names.size() + 1];
    }

    List<String> names() {
        return names;
    }

    /** Where a column stands; a fault when it is missing or stands there twice. */
    int column(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw fault("the header must name " + name + ", was '" + shown(line) + "'");
        }
        if (names.lastIndexOf(name) != at) {
            throw fault("the header must name " + name + " once, was '" + shown(line) + "'");
        }
        return at;
    }

    /** Goes to the next row; false when there is none. */
    boolean next() throws IOException {
        for (String next = lines.readLine(); next != null; next = lines.readLine()) {
            lineNumber++;
            if (!next.isBlank()) {
                line = next;
                split();
                return true;
            }
        }
        return false;
    }

    boolean isBlank(int column) {
        return field(column).isEmpty();
    }

    double number(int column) {
        String text = field(column);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw fault(names.get(column) + " must be a number, was '" + shown(text) + "'", notANumber);
        }
    }

    /** Counts written as decimals ({@code 12.0}) are whole numbers, too: some tools write all numbers so. */
    int wholeNumber(int column) {
        String text = field(column);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notPlain) {
            double value = number(column);
            if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
                throw fault(names.get(column) + " must be a whole number, was '" + shown(text) + "'", notPlain);
            }
            return (int) value;
        }
    }

    BadInputException fault(String sentence) {
        return new BadInputException(file + " line " + lineNumber + ": " + sentence);
    }

    BadInputException fault(String sentence, Throwable cause) {
        return new BadInputException(file + " line " + lineNumber + ": " + sentence, cause);
    }

    static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private String field(int column) {
        return quoted.isEmpty()
                ? line.substring(commas[column] + 1, commas[column + 1]).strip()
                : quoted.get(column).strip();
    }

    private void split() {
        if (line.indexOf('"') >= 0) {
            quoted = fieldsOf(line);
            requireAsManyAsNames(quoted.size());
            return;
        }
        quoted = List.of();
        int found = 0;
        commas[0] = -1;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', comma + 1)) {
            found++;
            if (found < names.size()) {
                commas[found] = comma;
            }
        }
        requireAsManyAsNames(found + 1);
        commas[names.size()] = line.length();
    }

    private void requireAsManyAsNames(int count) {
        if (count != names.size()) {
            throw fault(names.size() + " columns expected, found " + count);
        }
    }

    /** RFC 4180 without line breaks inside of quotes. */
    private static List<String> fieldsOf(String line) {
        if (line.indexOf('"') < 0) {
            return Arrays.asList(line.split(",", -1));
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean within = false;
        for (int at = 0; at < line.length(); at++) {
            char letter = line.charAt(at);
            if (letter == '"') {
                boolean doubled = within && at + 1 < line.length() && line.charAt(at + 1) == '"';
                if (doubled) {
                    field.append('"');
                    at++;
                } else {
                    within = !within;
                }
            } else if (letter == ',' && !within) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(letter);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static String withoutMark(String header) {
        return !header.isEmpty() && header.charAt(0) == BYTE_ORDER_MARK ? header.substring(1) : header;
    }
}
