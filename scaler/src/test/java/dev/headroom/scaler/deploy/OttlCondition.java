// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition of the Collector's filter processor, read by the grammar of its language (contrib, pkg/ottl/grammar.go) as far as
 * conditions need it: comparisons of paths, texts, numbers and nil, functions, {@code not}, {@code and}, {@code or} and brackets.
 */
final class OttlCondition {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<text>\"(?:\\\\.|[^\\\\\"])*\")"
            + "|(?<number>[-+]?\\d*\\.?\\d+)|(?<sign>==|!=|>=|<=|>|<|\\(|\\)|\\[|]|,|\\.)"
            + "|(?<name>[a-z][a-z0-9_]*)|(?<function>[A-Z][A-Za-z0-9_]*))");

    private static final List<String> COMPARISONS = List.of("==", "!=", ">=", "<=", ">", "<");

    private static final List<String> WORDS = List.of("not", "and", "or");

    private final List<String> contexts;
    private final Map<String, Object> language;
    private final List<String> tokens = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private int next;

    private OttlCondition(List<String> contexts, Map<String, Object> language) {
        this.contexts = contexts;
        this.language = language;
    }

    /** Does not parse; the message says why. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * What is wrong with a condition; none when all is well.
     *
     * @param text with its dollars written once
     * @param kind which list of conditions it stands in
     * @param language known contexts, paths and functions
     */
    static List<String> findingsOf(String text, String kind, Map<String, Object> language) {
        List<String> contexts = new ArrayList<>();
        ((List<?>) CollectorKeys.map(language.get("contexts")).get(kind)).forEach(one -> contexts.add((String) one));
        OttlCondition condition = new OttlCondition(contexts, language);
        try {
            condition.tokenize(text);
            condition.either();
            if (condition.next < condition.tokens.size()) {
                throw new Malformed("does not go on after a condition with " + condition.peek());
            }
        } catch (Malformed malformed) {
            condition.findings.add("the condition " + malformed.getMessage());
        }
        return condition.findings;
    }

    private void tokenize(String text) {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && !text.substring(end).isBlank()) {
            if (!token.find(end) || token.start() != end) {
                throw new Malformed("has no token at " + text.substring(end));
            }
            tokens.add(token.group().strip());
            end = token.end();
        }
    }

    private void either() {
        all();
        while (accept("or")) {
            all();
        }
    }

    private void all() {
        one();
        while (accept("and")) {
            one();
        }
    }

    private void one() {
        accept("not");
        if (accept("(")) {
            either();
            expect(")");
            return;
        }
        if (accept("true") || accept("false")) {
            return;
        }
        boolean function = isFunction(peek());
        value();
        if (COMPARISONS.contains(peek())) {
            next++;
            value();
        } else if (!function) {
            throw new Malformed("compares nothing before " + peek());
        }
    }

    private void value() {
        String token = peek();
        if (token.startsWith("\"")
                || token.matches("[-+]?[\\d.]+")
                || List.of("nil", "true", "false").contains(token)) {
            next++;
        } else if (isFunction(token)) {
            function();
        } else if (token.matches("[a-z][a-z0-9_]*") && !WORDS.contains(token)) {
            path();
        } else {
            throw new Malformed("has no value at " + token);
        }
    }

    private void function() {
        String name = take();
        int first = next + 1;
        int arguments = 0;
        expect("(");
        do {
            value();
            arguments++;
        } while (accept(","));
        expect(")");
        Map<String, Object> functions = CollectorKeys.map(language.get("functions"));
        if (!functions.containsKey(name)) {
            findings.add("knows no function " + name);
        } else if (!functions.get(name).equals(arguments)) {
            findings.add(name + " takes " + functions.get(name) + " arguments, has " + arguments);
        } else if (name.equals("IsMatch")) {
            pattern(tokens.get(next - 2), first);
        }
    }

    private void pattern(String literal, int first) {
        if (!literal.startsWith("\"") || next - 2 == first) {
            findings.add("IsMatch takes a literal pattern");
            return;
        }
        String fault = CollectorKeyCheck.faultOfRegex(literal.substring(1, literal.length() - 1));
        if (!fault.isEmpty()) {
            findings.add(fault);
        }
    }

    private void path() {
        String context = take();
        StringBuilder rest = new StringBuilder();
        while (accept(".")) {
            rest.append(rest.isEmpty() ? "" : ".").append(take());
        }
        boolean key = accept("[");
        if (key) {
            String index = take();
            if (!index.startsWith("\"")) {
                throw new Malformed("has a key without quotes: " + index);
            }
            expect("]");
        }
        String path = rest.toString();
        if (!contexts.contains(context)) {
            findings.add(
                    "the path " + context + (path.isEmpty() ? "" : "." + path) + " must begin with one of " + contexts);
        } else if (!((List<?>) CollectorKeys.map(language.get("paths")).get(context)).contains(path)) {
            findings.add(context + " has no path '" + path + "'");
        } else if (key != ((List<?>) language.get("maps")).contains(path)) {
            findings.add(context + "." + path + (key ? " takes no key" : " needs a key in brackets"));
        }
    }

    private static boolean isFunction(String token) {
        return token.matches("[A-Z][A-Za-z0-9_]*");
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "the end";
    }

    private String take() {
        if (next == tokens.size()) {
            throw new Malformed("ends too early");
        }
        return tokens.get(next++);
    }

    private boolean accept(String token) {
        if (peek().equals(token)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new Malformed("needs " + token + " before " + peek());
        }
    }
}
