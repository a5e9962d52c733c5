// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of keys on a page of the documents: its head is {@code key}, {@code value}, {@code default}. */
final class KeyTable {
    private static final Path PAGES = Path.of("../src/docs");
    private static final String HEAD = "| key | value | default |";
    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`");
    private static final int DEFAULT = 3;

    private KeyTable() {}

    /**
     * A row for one key; a row of the page that names several keys is one for each.
     *
     * @param key its path
     * @param byDefault what the page says of a document without it, as it stands there
     */
    record Row(String key, String byDefault) {
        /** The value that the page states; whatever has none is put in words. */
        boolean statesAValue() {
            return LITERAL.matcher(byDefault).matches();
        }

        boolean isRequired() {
            return byDefault.startsWith("required");
        }

        String value() {
            return byDefault.replace("`", "");
        }
    }

    static List<Row> on(String page) throws IOException {
        List<String> lines = Files.readAllLines(PAGES.resolve(page));
        List<Row> rows = new ArrayList<>();
        for (int line = lines.indexOf(HEAD) + 2; lines.get(line).startsWith("|"); line++) {
            String[] cells = lines.get(line).split("\\|", -1);
            Matcher keys = LITERAL.matcher(cells[1]);
            while (keys.find()) {
                rows.add(new Row(keys.group(1), cells[DEFAULT].strip()));
            }
        }
        return rows;
    }
}
