// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of a Java source: string literals, joined where {@code +} joins them, and the Javadoc of settings. Other operands become
 * {@code …}.
 */
final class JavaTexts {
    /** What stands for a value. */
    private static final String VALUE = "…";

    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}");
    private static final Set<String> ENDING = Set.of("+", ",", ";", "?", ":");

    /** Comments, text blocks, strings, characters, words and single signs. */
    static final Pattern TOKEN = Pattern.compile(
            "(?<comment>//[^\\n]*|/\\*.*?\\*/)|(?<block>\"\"\".*?(?<!\\\\)\"\"\")"
                    + "|(?<string>\"[^\"\\\\\\n]*(?:\\\\.[^\"\\\\\\n]*)*\")|'(?:\\\\.|[^'\\\\])+'|[\\p{L}\\p{N}_.$]+|\\S",
            Pattern.DOTALL);

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final String SETTINGS = "@ConfigMapping";

    private final String file;
    private final List<Token> tokens;
    private final List<Passage> passages = new ArrayList<>();
    private int at;

    private JavaTexts(String file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    /** All string literals of a source and, where it declares settings, their descriptions. */
    static List<Passage> of(String file, String source) {
        List<Passage> passages = new ArrayList<>(new JavaTexts(file, tokensOf(source)).literals());
        if (source.contains(SETTINGS)) {
            for (Matcher comment = JAVADOC.matcher(source); comment.find(); ) {
                passages.add(new Passage(file, Lines.of(source, comment.start()), described(comment.group(1))));
            }
        }
        return passages;
    }

    private static String described(String comment) {
        return comment.replaceAll("(?m)^\\s*\\*", "")
                .replaceAll("\\{@\\w+\\s+([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static List<Token> tokensOf(String source) {
        List<Token> tokens = new ArrayList<>();
        for (Matcher token = TOKEN.matcher(source); token.find(); ) {
            String text = token.group();
            if (token.group("block") != null) {
                tokens.add(literal(source, token.start(), text.substring(3, text.length() - 3)));
            } else if (token.group("string") != null) {
                tokens.add(literal(source, token.start(), text.substring(1, text.length() - 1)));
            } else if (token.group("comment") == null) {
                tokens.add(new Token(0, false, text));
            }
        }
        return tokens;
    }

    private static Token literal(String source, int place, String written) {
        return new Token(
                Lines.of(source, place),
                true,
                written.replaceAll("\\\\[nr]", "\n").replaceAll("\\\\(.)", "$1"));
    }

    private List<Passage> literals() {
        for (at = 0; at < tokens.size(); ) {
            if (tokens.get(at).isLiteral()) {
                join();
            } else {
                at++;
            }
        }
        return passages;
    }

    /** From a literal to the end of the expression that it begins. */
    private void join() {
        StringBuilder text = new StringBuilder(at > 0 && tokens.get(at - 1).is("+") ? VALUE : "");
        int line = tokens.get(at).line();
        text.append(tokens.get(at++).text());
        while (at < tokens.size() && tokens.get(at).is("+")) {
            at++;
            if (tokens.get(at).isLiteral()) {
                text.append(tokens.get(at++).text());
            } else {
                text.append(VALUE);
                passOperand();
            }
        }
        passages.add(new Passage(file, line, text.toString()));
    }

    /** Literals within it are texts of their own. */
    private void passOperand() {
        for (int depth = 0; at < tokens.size(); at++) {
            while (tokens.get(at).isLiteral()) {
                join();
            }
            Token token = tokens.get(at);
            if (depth == 0 && (token.isOneOf(CLOSING) || token.isOneOf(ENDING))) {
                return;
            }
            depth += token.isOneOf(OPENING) ? 1 : token.isOneOf(CLOSING) ? -1 : 0;
        }
    }

    private record Token(int line, boolean isLiteral, String text) {
        boolean is(String sign) {
            return !isLiteral && text.equals(sign);
        }

        boolean isOneOf(Set<String> signs) {
            return !isLiteral && signs.contains(text);
        }
    }
}
