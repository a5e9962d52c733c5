// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PromQL expression names. No parser: enough to find series and labels, and brackets that do not close. */
final class PromExpression {
    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "unless",
            "by",
            "without",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "bool",
            "offset",
            "inf",
            "nan");

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern LABELS_OF_A_SERIES = Pattern.compile("\\{([^}]*)}");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern DURATION = Pattern.compile("\\b[0-9]+(?:ms|[smhdwy])\\b");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern SERIES =
            Pattern.compile("(?<![a-zA-Z0-9_:.])[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\(|[a-zA-Z0-9_:])");

    private final Set<String> series = new TreeSet<>();
    private final Set<String> labels = new TreeSet<>();
    private final boolean balanced;

    PromExpression(String text) {
        String bare = TEXT.matcher(text).replaceAll("\"\"");
        balanced = isBalanced(bare);
        for (Matcher braces = LABELS_OF_A_SERIES.matcher(bare); braces.find(); ) {
            addAll(LABEL, braces.group(1), labels);
        }
        bare = LABELS_OF_A_SERIES.matcher(bare).replaceAll(" ");
        bare = RANGE.matcher(bare).replaceAll(" ");
        for (Matcher group = GROUPING.matcher(bare); group.find(); ) {
            addAll(LABEL, group.group(1), labels);
        }
        bare = GROUPING.matcher(bare).replaceAll(" ");
        addAll(SERIES, DURATION.matcher(bare).replaceAll(" "), series);
        series.removeAll(WORDS);
    }

    Set<String> series() {
        return series;
    }

    Set<String> labels() {
        return labels;
    }

    boolean balanced() {
        return balanced;
    }

    private static void addAll(Pattern pattern, String text, Set<String> found) {
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group());
        }
    }

    private static boolean isBalanced(String text) {
        Deque<Character> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int opening = "([{".indexOf(c);
            int closing = ")]}".indexOf(c);
            if (opening >= 0) {
                open.push(")]}".charAt(opening));
            } else if (closing >= 0 && (open.isEmpty() || open.pop() != c)) {
                return false;
            }
        }
        return open.isEmpty();
    }
}
