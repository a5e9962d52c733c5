// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;

/** The latency that an objective limits. */
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

    /** The measured values in a reading, in seconds. */
    public Distribution in(Reading reading) {
        return switch (this) {
            case TTFT -> reading.timeToFirstToken();
            case ITL -> reading.interTokenLatency();
            case E2E -> reading.endToEnd();
        };
    }

    /** The word for it in policies, meters and reasons. */
    public String word() {
        return word;
    }
}
