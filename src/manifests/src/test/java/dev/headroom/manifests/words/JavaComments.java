// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comments and Javadoc of a Java source. Neighbouring lines of {@code //} are one text; a paragraph, a point or a tag begins a new line. */
final class JavaComments {
    private static final Pattern NO_PROSE = Pattern.compile("// SPDX.*|//\\s*");

    /** Between two lines of one comment. */
    private static final Pattern NEXT_LINE = Pattern.compile("\\R[ \\t]*");

    private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*(?://|/\\*+|\\*+/?)|\\*/\\s*$");
    private static final Pattern NEW_LINE =
            Pattern.compile("\\s*(?:</?(?:p|ul|ol|li|pre|table|tr|td)>|@(?:param|throws)\\s+\\S+|@\\w+)\\s*");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^}]*)}");

    private JavaComments() {}

    static List<Passage> of(String file, String source) {
        List<Passage> passages = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int begun = 0;
        int end = 0;
        for (Matcher token = JavaTexts.TOKEN.matcher(source); token.find(); ) {
            String comment = token.group("comment");
            if (comment == null || NO_PROSE.matcher(comment).matches()) {
                continue;
            }
            boolean continues = comment.startsWith("//")
                    && open.indexOf("//") == 0
                    && NEXT_LINE.matcher(source.substring(end, token.start())).matches();
            if (!continues) {
                close(passages, file, begun, open);
                begun = Lines.of(source, token.start());
            }
            open.append(continues ? "\n" : "").append(comment);
            end = token.end();
        }
        close(passages, file, begun, open);
        return passages;
    }

    private static void close(List<Passage> passages, String file, int line, StringBuilder open) {
        if (!open.isEmpty()) {
            passages.add(new Passage(file, line, plain(open.toString())));
            open.setLength(0);
        }
    }

    private static String plain(String comment) {
        String text = MARGIN.matcher(comment).replaceAll(" ");
        String quoted = INLINE_TAG.matcher(text).replaceAll("`$1`").replaceAll("\\s+", " ");
        return NEW_LINE.matcher(quoted).replaceAll("\n").strip();
    }
}
