// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/** What an objective limits. */
public enum Signal {
    /** Time to first token. */
    TTFT("ttft"),
    /** Inter-token latency: (E2E − TTFT) / (output tokens − 1). */
    ITL("itl"),
    /** End to end: arrival to last token. */
    E2E("e2e");

    private final String word;

    Signal(String word) {
        this.word = word;
    }

    /** The word for it in policies, meters and reasons. */
    public String word() {
        return word;
    }
}
