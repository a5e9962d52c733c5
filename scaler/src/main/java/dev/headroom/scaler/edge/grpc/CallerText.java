// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

/** A caller's text, made fit for a sentence: who sends a megabyte does not get it back, nor into the log. */
final class CallerText {
    /** Enough to recognise a name of Kubernetes by. */
    static final int MOST_CHARACTERS = 80;

    private CallerText() {}

    /** The text in quotes, cut where it is long. */
    static String quoted(String text) {
        return "'" + shown(text) + "'" + lengthOf(text);
    }

    /** The text, cut where it is long. */
    static String cut(String text) {
        return shown(text) + lengthOf(text);
    }

    private static String lengthOf(String text) {
        return text.length() <= MOST_CHARACTERS ? "" : "... (" + text.length() + " characters)";
    }

    /** Line ends and the like would forge lines of a log. */
    private static String shown(String text) {
        return text.codePoints()
                .limit(MOST_CHARACTERS)
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
