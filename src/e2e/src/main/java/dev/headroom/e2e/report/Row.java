// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.report;

/**
 * What a scenario says of one thing that must hold.
 *
 * @param scenario its name
 * @param mustHold in words
 * @param measured what was seen; empty where nothing was
 * @param verdict whether it holds
 * @param remark why it does not hold, or why it was left out; else empty
 */
public record Row(String scenario, String mustHold, String measured, Verdict verdict, String remark) {
    /** Whether something holds. */
    public enum Verdict {
        HOLDS("holds"),
        FAILS("DOES NOT HOLD"),
        LEFT_OUT("left out");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** In the table. */
        public String words() {
            return words;
        }
    }
}
