// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.decode.json.OtlpTranscoder;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads OTLP's JSON, as a Collector writes it with the encoding {@code otlp_json}, by handing the same in protobuf to a decoder of
 * that. JSON that is cut short or broken anywhere is undecodable as a whole; an id that is no id loses only its span.
 */
public final class OtlpJsonDecoder implements Decoder {
    private final OtlpTranscoder transcoder;
    private final Decoder protobuf;

    /**
     * Keeps the attributes that this service reads of a signal.
     *
     * @param signal the signal that the records hold
     * @param protobuf reads the same signal in protobuf
     */
    public OtlpJsonDecoder(OtlpSignal signal, Decoder protobuf) {
        this(signal, Set.of(), protobuf);
    }

    /**
     * Keeps further attributes.
     *
     * @param signal the signal that the records hold
     * @param attributes names of the attributes that {@code protobuf} reads beside those that say where a record comes from; all
     *     others are passed over unread
     * @param protobuf reads the same signal in protobuf
     */
    public OtlpJsonDecoder(OtlpSignal signal, Set<String> attributes, Decoder protobuf) {
        Set<String> wanted = new HashSet<>(attributesOf(signal));
        wanted.addAll(attributes);
        this.transcoder = new OtlpTranscoder(signal, wanted);
        this.protobuf = protobuf;
    }

    @Override
    public Decoded decode(byte[] value) {
        return decode(value, RecordHeaders.NONE);
    }

    @Override
    public Decoded decode(byte[] value, RecordHeaders headers) {
        byte[] transcoded;
        try {
            transcoded = transcoder.toProtobuf(value);
        } catch (IOException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
        return protobuf.decode(transcoded, headers);
    }

    /** Attributes that are read, whatever else a decoder wants; of log records only those with an origin. */
    private static Set<String> attributesOf(OtlpSignal signal) {
        return switch (signal) {
            case TRACES -> OtlpSpanDecoder.attributeNames();
            case METRICS -> ServerMetricsDecoder.attributeNames();
            case LOGS -> OtlpSpanDecoder.resourceAttributeNames();
        };
    }
}
