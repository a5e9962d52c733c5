// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The prose of a Markdown page: paragraphs, points of lists, headings, and each cell of a table; no code, no links' targets. */
final class PageTexts {
    private static final Pattern FENCE = Pattern.compile("\\s*```.*");
    private static final Pattern ROW = Pattern.compile("\\s*\\|.*");
    private static final Pattern RULER = Pattern.compile("[\\s|:-]*");
    private static final Pattern NEW_TEXT = Pattern.compile("\\s*(?:[-*+]|\\d+\\.|#+|>) .*");
    private static final Pattern MARKER = Pattern.compile("^\\s*(?:[-*+]|\\d+\\.|#+|>) ");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)]\\([^)]*\\)");

    private final String file;
    private final List<Passage> passages = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private int begun;

    private PageTexts(String file) {
        this.file = file;
    }

    static List<Passage> of(String file, String source) {
        return new PageTexts(file).read(source.split("\n", -1));
    }

    private List<Passage> read(String[] lines) {
        boolean fenced = false;
        for (int at = 0; at < lines.length; at++) {
            String line = lines[at];
            boolean fence = FENCE.matcher(line).matches();
            fenced ^= fence;
            if (fenced || fence || line.isBlank()) {
                close();
            } else if (ROW.matcher(line).matches()) {
                close();
                addCells(line, at + 1);
            } else {
                if (NEW_TEXT.matcher(line).matches()) {
                    close();
                }
                begun = open.isEmpty() ? at + 1 : begun;
                open.append(open.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        close();
        return passages;
    }

    private void addCells(String row, int line) {
        for (String cell : CODE.matcher(row).replaceAll("`…`").split("(?<!\\\\)\\|", -1)) {
            if (!RULER.matcher(cell).matches()) {
                passages.add(new Passage(file, line, plain(cell)));
            }
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            passages.add(new Passage(file, begun, plain(open.toString())));
            open.setLength(0);
        }
    }

    private static String plain(String markdown) {
        String text = LINK.matcher(MARKER.matcher(markdown).replaceFirst("")).replaceAll("$1");
        return CODE.matcher(text).replaceAll("`…`").replace("*", "").strip();
    }
}
