// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.json.OtlpSignal;
import java.util.List;

/**
 * All formats of telemetry that the service reads. A new one is a line here: settings, the list of topics that the consumer reads and
 * Headroom's chart follow from it.
 */
public final class TelemetryFormats {
    private static final Decoder SPANS = new OtlpSpanDecoder();
    private static final Decoder METRICS = new ServerMetricsDecoder();
    private static final Decoder ACCESS_LOGS = new EnvoyLogDecoder();

    /** The usual ones first. */
    public static final List<TelemetryFormat> ALL = List.of(
            TelemetryFormat.inProtobufOrJson("spans", SPANS, new OtlpJsonDecoder(OtlpSignal.TRACES, SPANS))
                    .from("llm.spans"),
            TelemetryFormat.inProtobufOrJson("metrics", METRICS, new OtlpJsonDecoder(OtlpSignal.METRICS, METRICS))
                    .from("llm.metrics"),
            TelemetryFormat.inProtobufOrJson(
                            "events", new NativeEventDecoder(), new NativeEventJsonDecoder(), new CloudEventsDecoder())
                    .from("llm.requests"),
            TelemetryFormat.inProtobufOrJson(
                    "access-logs",
                    ACCESS_LOGS,
                    new OtlpJsonDecoder(OtlpSignal.LOGS, EnvoyLogDecoder.attributeNames(), ACCESS_LOGS)),
            TelemetryFormat.inJson("kong", new KongLogDecoder()),
            TelemetryFormat.inJson("dynamo", new DynamoTraceDecoder()));

    private TelemetryFormats() {}
}
