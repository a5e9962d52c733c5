// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.PlainText;

/** Makes text of telemetry fit to be shown: any client may have written it. */
final class ShownText {
    /** Twice the longest name that Kubernetes takes for most objects; longer text is not a name. */
    private static final int LONGEST = 128;

    private static final String CUT_OFF = "...";

    private ShownText() {}

    /** The text on one line, and not too long. */
    static String of(String text) {
        return text.length() <= LONGEST ? PlainText.of(text) : PlainText.of(text.substring(0, LONGEST)) + CUT_OFF;
    }
}
