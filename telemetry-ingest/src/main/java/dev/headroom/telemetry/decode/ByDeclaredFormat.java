// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a record in the format that its headers declare, else in its topic's configured format. It never looks at the bytes, because a
 * record of one format may begin like one of another. A header {@code ce_specversion}, or a media type that begins with
 * {@code application/cloudevents}, declares a CloudEvent; else {@code content-type} decides, without its parameters. An unknown media type
 * declares nothing. A record that a schema registry's client framed (it begins with a zero byte) is undecodable.
 */
public final class ByDeclaredFormat implements Decoder {
    private final Decoder configured;
    private final Map<String, Decoder> byMediaType;
    private final Optional<Decoder> cloudEvents;

    /**
     * For a topic on which CloudEvents mean nothing.
     *
     * @param configured reads records that declare nothing
     * @param byMediaType by media type, without parameters
     */
    public ByDeclaredFormat(Decoder configured, Map<String, Decoder> byMediaType) {
        this(configured, byMediaType, Optional.empty());
    }

    /**
     * For a topic that may hold CloudEvents.
     *
     * @param cloudEvents reads those
     */
    public ByDeclaredFormat(Decoder configured, Map<String, Decoder> byMediaType, Decoder cloudEvents) {
        this(configured, byMediaType, Optional.of(cloudEvents));
    }

    /**
     * For a topic of one signal that comes in protobuf or in JSON.
     *
     * @param isJson whether records that declare nothing are JSON
     */
    public static ByDeclaredFormat protobufOrJson(Decoder protobuf, Decoder json, boolean isJson) {
        return new ByDeclaredFormat(isJson ? json : protobuf, MediaTypes.readBy(protobuf, json));
    }

    /** The same for a topic that may hold CloudEvents. */
    public static ByDeclaredFormat protobufOrJson(Decoder protobuf, Decoder json, boolean isJson, Decoder cloudEvents) {
        return new ByDeclaredFormat(isJson ? json : protobuf, MediaTypes.readBy(protobuf, json), cloudEvents);
    }

    private ByDeclaredFormat(Decoder configured, Map<String, Decoder> byMediaType, Optional<Decoder> cloudEvents) {
        this.configured = configured;
        this.byMediaType = new HashMap<>();
        byMediaType.forEach((mediaType, decoder) -> this.byMediaType.put(MediaTypes.of(mediaType), decoder));
        this.cloudEvents = cloudEvents;
    }

    @Override
    public Decoded decode(byte[] value) {
        return decode(value, RecordHeaders.NONE);
    }

    @Override
    public Decoded decode(byte[] value, RecordHeaders headers) {
        return value.length > 0 && value[0] == 0
                ? Decoded.skipped(SkipReason.UNDECODABLE)
                : declaredBy(headers).decode(value, headers);
    }

    private Decoder declaredBy(RecordHeaders headers) {
        String mediaType =
                headers.valueOf(RecordHeaders.CONTENT_TYPE).map(MediaTypes::of).orElse("");
        boolean isCloudEvent = mediaType.startsWith(MediaTypes.CLOUD_EVENT)
                || headers.valueOf(CloudEventsDecoder.SPEC_VERSION).isPresent();
        return cloudEvents
                .filter(reader -> isCloudEvent)
                .orElseGet(() -> byMediaType.getOrDefault(mediaType, configured));
    }
}
