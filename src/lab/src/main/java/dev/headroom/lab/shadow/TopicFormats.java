// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.telemetry.decode.ByDeclaredFormat;
import dev.headroom.telemetry.decode.CloudEventsDecoder;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.DynamoTraceDecoder;
import dev.headroom.telemetry.decode.EnvoyLogDecoder;
import dev.headroom.telemetry.decode.KongLogDecoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.NativeEventJsonDecoder;
import dev.headroom.telemetry.decode.OtlpJsonDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.decode.json.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out what each topic of a dump carries, for a dump does not say how the service was set up. A topic carries what the first
 * decoder reads in its first record of which any decoder can read something. One thread.
 */
final class TopicFormats {
    private static final Decoder SPANS = new OtlpSpanDecoder();
    private static final Decoder METRICS = new ServerMetricsDecoder();
    private static final Decoder EVENTS = new NativeEventDecoder();
    private static final Decoder ACCESS_LOGS = new EnvoyLogDecoder();

    /** All that the service can be set up to read, the usual ones first. */
    private static final List<Decoder> ALL = List.of(
            either(SPANS, new OtlpJsonDecoder(Signal.TRACES, SPANS)),
            either(METRICS, new OtlpJsonDecoder(Signal.METRICS, METRICS)),
            ByDeclaredFormat.protobufOrJson(EVENTS, new NativeEventJsonDecoder(), false, new CloudEventsDecoder()),
            either(ACCESS_LOGS, new OtlpJsonDecoder(Signal.LOGS, EnvoyLogDecoder.attributeNames(), ACCESS_LOGS)),
            new OtlpJsonDecoder(Signal.TRACES, SPANS),
            new OtlpJsonDecoder(Signal.METRICS, METRICS),
            new NativeEventJsonDecoder(),
            new OtlpJsonDecoder(Signal.LOGS, EnvoyLogDecoder.attributeNames(), ACCESS_LOGS),
            new KongLogDecoder(),
            new DynamoTraceDecoder());

    private final Map<String, Decoder> known = new HashMap<>();

    /** The decoder of a topic, of which a record is at hand; while none can read anything, that of spans, which counts what it skips. */
    Decoder of(String topic, byte[] value, RecordHeaders headers) {
        Decoder decoder = known.get(topic);
        if (decoder != null) {
            return decoder;
        }
        for (Decoder each : ALL) {
            if (reads(each.decode(value, headers))) {
                known.put(topic, each);
                return each;
            }
        }
        return SPANS;
    }

    private static boolean reads(Decoded decoded) {
        return !decoded.observations().isEmpty() || !decoded.readings().isEmpty();
    }

    private static Decoder either(Decoder protobuf, Decoder json) {
        return ByDeclaredFormat.protobufOrJson(protobuf, json, false);
    }
}
