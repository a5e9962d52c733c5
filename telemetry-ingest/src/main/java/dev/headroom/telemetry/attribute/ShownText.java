// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

/** Makes text of telemetry fit to be shown: anybody may have written it. */
final class ShownText {
    /** Twice the longest name that Kubernetes takes for most objects; what is longer is no name. */
    private static final int LONGEST = 128;

    private static final char INSTEAD = '?';
    private static final String CUT_OFF = "...";

    private ShownText() {}

    /** The text on one line, without characters that steer a terminal or turn the reading direction, and not too long. */
    static String of(String text) {
        int end = Math.min(text.length(), LONGEST);
        if (end == text.length() && isClean(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(end + CUT_OFF.length());
        for (int i = 0; i < end; i++) {
            char next = text.charAt(i);
            shown.append(isPlain(next) ? next : INSTEAD);
        }
        return end < text.length() ? shown.append(CUT_OFF).toString() : shown.toString();
    }

    private static boolean isClean(String text) {
        return text.chars().allMatch(next -> isPlain((char) next));
    }

    /** Surrogates are not: half of a pair is no character, and names need none. */
    private static boolean isPlain(char next) {
        return switch (Character.getType(next)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
