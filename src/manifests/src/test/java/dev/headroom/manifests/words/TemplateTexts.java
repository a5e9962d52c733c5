// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Helm's templates: notes after an installation, comments between actions, and the sentences of {@code fail}. */
final class TemplateTexts {
    private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("\\{\\{-? */\\*(.*?)\\*/ *-?}}", Pattern.DOTALL);
    private static final Pattern FAIL = Pattern.compile("\\bfail (?:\\(printf )?\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A command, YAML, or an action on a line of its own ends a text. */
    private static final Pattern NO_PROSE = Pattern.compile("\\s*| {5}.*|\\s*\\{\\{.*}}\\s*|  (?:kubectl|helm) .*");

    private static final Pattern NEW_POINT = Pattern.compile("\\s*(?:\\d+\\.|-) .*");

    private TemplateTexts() {}

    /** A text with {@code …} for each action. */
    static String withoutActions(String text) {
        return ACTION.matcher(text).replaceAll("…");
    }

    /** Comments of a template and the messages with which it fails. */
    static List<Passage> of(String file, String source) {
        List<Passage> passages = new ArrayList<>(CommentTexts.of(file, source));
        for (Pattern pattern : List.of(COMMENT, FAIL)) {
            for (Matcher text = pattern.matcher(source); text.find(); ) {
                passages.add(new Passage(
                        file, Lines.of(source, text.start()), text.group(1).replaceAll("\\s+", " ")));
            }
        }
        return passages;
    }

    /** A text that is printed: paragraphs and points of a list, with {@code …} for values. */
    static List<Passage> ofNotes(String file, String source) {
        List<Passage> passages = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int begun = 0;
        String[] lines = (source + "\n").split("\n", -1);
        for (int at = 0; at < lines.length; at++) {
            boolean prose = !NO_PROSE.matcher(lines[at]).matches();
            if (!open.isEmpty() && (!prose || NEW_POINT.matcher(lines[at]).matches())) {
                passages.add(new Passage(file, begun, open.toString()));
                open.setLength(0);
            }
            if (prose) {
                begun = open.isEmpty() ? at + 1 : begun;
                open.append(open.isEmpty() ? "" : " ").append(withoutActions(lines[at].strip()));
            }
        }
        return passages;
    }
}
