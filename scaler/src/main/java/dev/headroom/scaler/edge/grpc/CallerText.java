// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.telemetry.PlainText;

/** A caller's text, made fit for a sentence: a caller that sends a megabyte does not get it back, nor does the log. */
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

    private static String shown(String text) {
        int end = text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text.length()
                : text.offsetByCodePoints(0, MOST_CHARACTERS);
        return PlainText.of(text.substring(0, end));
    }
}
