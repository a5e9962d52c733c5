// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Numbers, words and times of a decision. */
final class PlainValues {
    private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

    private PlainValues() {}

    static Object read(Class<?> type, JsonNode node, String path) {
        if (type == int.class || type == Integer.class) {
            return wholeNumber(node, path).intValue();
        } else if (type == long.class || type == Long.class) {
            return wholeNumber(node, path).longValue();
        } else if (type == double.class || type == Double.class) {
            return number(node, path);
        } else if (type == boolean.class || type == Boolean.class) {
            return truth(node, path);
        }
        if (!node.isTextual()) {
            throw new Unreadable(path, node.toString(), "must be text");
        }
        return readText(type, node.textValue(), path);
    }

    /** A value that is written as a text, as keys are, too. */
    static Object readText(Class<?> type, String text, String path) {
        if (type == String.class) {
            return text;
        } else if (type.isEnum()) {
            return word(type, text, path);
        } else if (type == Instant.class) {
            return time(() -> Instant.parse(text), text, path, "must be a time such as 2026-11-24T08:00:00Z");
        } else if (type == Duration.class) {
            return time(() -> Duration.parse(text), text, path, "must be a duration such as PT1M30S");
        } else if (type == LocalDate.class) {
            return time(() -> LocalDate.parse(text), text, path, "must be a day such as 2026-11-24");
        }
        throw new IllegalArgumentException("no rule reads a " + type + " from a decision");
    }

    /** Parses, and throws the exceptions of java.time. */
    private interface Parse {
        Object value();
    }

    private static Object time(Parse parse, String text, String path, String rule) {
        try {
            return parse.value();
        } catch (DateTimeException e) {
            throw new Unreadable(path, text, rule);
        }
    }

    private static Object word(Class<?> type, String text, String path) {
        Map<Object, String> words = RecordShape.wordsOf(type);
        return words.entrySet().stream()
                .filter(word -> word.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Unreadable(path, text, "must be one of " + words.values()));
    }

    private static Number wholeNumber(JsonNode node, String path) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new Unreadable(path, node.toString(), "must be a whole number");
        }
        return node.longValue();
    }

    private static double number(JsonNode node, String path) {
        if (node.isTextual() && NOT_FINITE.contains(node.textValue())) {
            return Double.parseDouble(node.textValue());
        }
        if (!node.isNumber()) {
            throw new Unreadable(path, node.toString(), "must be a number");
        }
        return node.doubleValue();
    }

    private static boolean truth(JsonNode node, String path) {
        if (!node.isBoolean()) {
            throw new Unreadable(path, node.toString(), "must be true or false");
        }
        return node.booleanValue();
    }
}
