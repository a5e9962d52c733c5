// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

/** The signal that a topic of OTLP carries. The bytes of one signal may look like another's, so the topic must say. */
public enum OtlpSignal {
    /** Spans. */
    TRACES,
    /** Scrapes. */
    METRICS,
    /** Log records, of access logs for instance. */
    LOGS;

    JsonMessage message() {
        return switch (this) {
            case TRACES -> OtlpMessages.TRACES;
            case METRICS -> OtlpMessages.METRICS;
            case LOGS -> OtlpMessages.LOGS;
        };
    }
}
