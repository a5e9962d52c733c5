// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Valid JSON by chance, with the keys that the scanner looks for more often than chance alone would have them. */
final class RandomJson {
    private static final List<String> KEYS = List.of(
            "model",
            "n",
            "usage",
            "details",
            "tokens",
            "choices",
            "reason",
            "content",
            "list",
            "messages",
            "x",
            "",
            "mode",
            "modelx",
            "ñ",
            "\uD83D\uDE00");
    private static final String[] NUMBERS = {
        "0", "-0", "7", "42", "-3", "1.5", "1e3", "2.0", "1E-2", "9007199254740993", "123456789012"
    };
    private static final String[] CHARACTERS = {
        "a",
        "Z",
        " ",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "é",
        "€",
        "\uD83D\uDE00",
        "\\n",
        "\\t",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\u00e9",
        "\\u20AC",
        "\\uD83D\\uDE00",
        "\\b",
        "\\f",
        "\\r"
    };
    private static final int DEEPEST = 5;

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();

    RandomJson(SplittableRandom random) {
        this.random = random;
    }

    String text() {
        if (random.nextInt(20) == 0) {
            value(0);
        } else {
            object(0);
        }
        return space() + text + space();
    }

    private void value(int depth) {
        switch (random.nextInt(depth < DEEPEST ? 7 : 5)) {
            case 0, 1 -> string(random.nextInt(50) == 0 ? 400 : 12);
            case 2 -> text.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3 -> text.append(random.nextBoolean());
            case 4 -> text.append("null");
            case 5 -> array(depth);
            default -> object(depth);
        }
    }

    private void array(int depth) {
        text.append('[').append(space());
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            text.append(i > 0 ? "," : "").append(space());
            value(depth + 1);
            text.append(space());
        }
        text.append(']');
    }

    /** Keys are told apart, for a tree keeps the last of equal ones only. */
    private void object(int depth) {
        List<String> keys = new ArrayList<>(KEYS);
        Collections.shuffle(keys, new Random(random.nextLong()));
        text.append('{').append(space());
        int entries = random.nextInt(7);
        for (int i = 0; i < entries; i++) {
            text.append(i > 0 ? "," : "")
                    .append(space())
                    .append('"')
                    .append(written(keys.get(i)))
                    .append('"');
            text.append(space()).append(':').append(space());
            value(depth + 1);
            text.append(space());
        }
        text.append('}');
    }

    /** Any character may be written as an escape. */
    private String written(String key) {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char one = key.charAt(i);
            written.append(random.nextInt(10) == 0 ? String.format("\\u%04x", (int) one) : Character.toString(one));
        }
        // Halves of a pair are written alike, or the text would be no UTF-8.
        boolean halved = key.codePoints().anyMatch(Character::isSupplementaryCodePoint);
        return halved ? key : written.toString();
    }

    private void string(int most) {
        text.append('"');
        int characters = random.nextInt(most + 1);
        for (int i = 0; i < characters; i++) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        text.append('"');
    }

    private String space() {
        return switch (random.nextInt(8)) {
            case 0 -> " ";
            case 1 -> "\n\t";
            case 2 -> "\r\n  ";
            default -> "";
        };
    }
}
