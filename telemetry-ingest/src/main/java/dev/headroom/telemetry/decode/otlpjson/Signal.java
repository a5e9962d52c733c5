// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.otlpjson;

import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import java.util.Set;

/** What a topic of OTLP carries. The bytes of one signal may look like another's, so the topic must say. */
public enum Signal {
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

    /** Attributes that somebody reads, whatever else a decoder wants; of log records only those that say where they come from. */
    Set<String> attributes() {
        return switch (this) {
            case TRACES -> OtlpSpanDecoder.attributeNames();
            case METRICS -> ServerMetricsDecoder.attributeNames();
            case LOGS -> OtlpSpanDecoder.resourceAttributeNames();
        };
    }
}
