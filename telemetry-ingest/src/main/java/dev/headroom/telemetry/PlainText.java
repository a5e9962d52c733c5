// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/** Makes text of strangers fit for a log, an Event and a sentence. */
public final class PlainText {
    private static final char INSTEAD = '?';

    private PlainText() {}

    /**
     * The text with a question mark for each character that ends a line, steers a terminal, turns the reading direction, or is not a
     * character.
     *
     * @param text of any length and any character
     * @return as many code points
     */
    public static String of(String text) {
        return text.codePoints().allMatch(PlainText::isPlain)
                ? text
                : text.codePoints()
                        .map(point -> isPlain(point) ? point : INSTEAD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Half of a pair of surrogates is no character. */
    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
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
