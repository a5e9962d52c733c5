// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comments of YAML, properties and Dockerfiles: neighbouring lines are one text, a ruler or an empty comment ends it. */
final class CommentTexts {
    private static final Pattern WHOLE_LINE = Pattern.compile("^(\\s*)#\\s?(.*)$");
    private static final Pattern AFTER_A_VALUE = Pattern.compile("^[^#\"']*\\S\\s+# (.*)$");

    /** {@code # --- Kafka ------}; SPDX lines; keys that are commented out. */
    private static final Pattern NO_PROSE = Pattern.compile("-{3}.*|SPDX.*|\\s*|\\s*[\\w.-]+:|\\s*- [\\w.-]+: .*");

    private CommentTexts() {}

    /** A row of a list or of an example is indented. */
    private static boolean isRow(String comment) {
        return comment.startsWith("  ");
    }

    static List<Passage> of(String file, String source) {
        List<Passage> passages = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int begun = 0;
        String margin = "";
        String[] lines = source.split("\n", -1);
        for (int at = 0; at < lines.length; at++) {
            Matcher whole = WHOLE_LINE.matcher(lines[at]);
            boolean prose = whole.matches() && !NO_PROSE.matcher(whole.group(2)).matches();
            if (!open.isEmpty() && !(prose && whole.group(1).equals(margin) && !isRow(whole.group(2)))) {
                passages.add(new Passage(file, begun, open.toString()));
                open.setLength(0);
            }
            if (prose) {
                begun = open.isEmpty() ? at + 1 : begun;
                margin = whole.group(1);
                open.append(open.isEmpty() ? "" : " ").append(whole.group(2).strip());
            } else {
                Matcher after = AFTER_A_VALUE.matcher(lines[at]);
                if (after.matches()) {
                    passages.add(new Passage(file, at + 1, after.group(1)));
                }
            }
        }
        if (!open.isEmpty()) {
            passages.add(new Passage(file, begun, open.toString()));
        }
        return passages;
    }
}
