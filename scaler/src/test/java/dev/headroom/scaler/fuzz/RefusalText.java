// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/** What every refusal is: one line for a log, an Event or a caller, however long and strange the text that was refused. */
public final class RefusalText {
    private RefusalText() {}

    /**
     * Judges one.
     *
     * @param most characters that it may have
     */
    public static void judge(String refusal, int most) {
        assertThat(refusal).isNotBlank();
        assertThat(refusal.length()).as("characters of %s", refusal).isLessThanOrEqualTo(most);
        assertThat(refusal.codePoints().filter(RefusalText::forgesLines))
                .as("characters that forge or hide lines in %s", refusal)
                .isEmpty();
    }

    /** Ends of lines, and what terminals take for orders or for an order of writing. */
    private static boolean forgesLines(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
