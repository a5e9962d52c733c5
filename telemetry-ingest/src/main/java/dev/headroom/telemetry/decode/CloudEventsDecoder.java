// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.telemetry.decode.json.JsonValues;
import dev.headroom.telemetry.decode.json.WantedNames;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Headroom's own event from CloudEvents 1.x by their Kafka binding: binary mode (attributes in headers {@code ce_…}, the event as
 * JSON or protobuf in the value) and structured mode ({@code content-type: application/cloudevents+json}, with {@code data}, or
 * protobuf in {@code data_base64}). Batches are not of the binding.
 *
 * <p>The type is {@code ….request.PHASE.v1}, whatever it begins with; events of other types are of no interest. It gives the phase where
 * the event itself does not. Where both do and differ, the event counts, so it means the same without its headers.
 */
public final class CloudEventsDecoder implements Decoder {
    /** The header by which a record in binary mode is known. */
    static final String SPEC_VERSION = "ce_specversion";

    private static final String TYPE = "ce_type";
    private static final String KNOWN_VERSIONS = "1.";

    private static final Pattern OF_REQUESTS =
            Pattern.compile("(?:.*\\.)?request\\.(admitted|completed|aborted|failed)\\.v(\\d{1,9})");

    /** Longer text is not a known type. */
    private static final int LONGEST_TYPE = 256;

    private static final String OUR_VERSION = String.valueOf(NativeEvent.SCHEMA_VERSION);

    private static final String DATA = "data.";
    /** Of any event that is one. */
    private static final String[] ALWAYS_THERE = {"schema_version", "request_id"};

    private static final WantedNames EVENT = WantedNames.named(NativeEventJson.fieldsAt(""));
    private static final WantedNames ENVELOPE = envelope();

    @Override
    public Decoded decode(byte[] value) {
        return decode(value, RecordHeaders.NONE);
    }

    @Override
    public Decoded decode(byte[] value, RecordHeaders headers) {
        String mediaType =
                headers.valueOf(RecordHeaders.CONTENT_TYPE).map(MediaTypes::of).orElse("");
        try {
            if (mediaType.equals(MediaTypes.CLOUD_EVENT_JSON)) {
                return structured(new NamedValues(JsonValues.ofObject(value, ENVELOPE)));
            }
            return mediaType.startsWith(MediaTypes.CLOUD_EVENT)
                    ? Decoded.skipped(SkipReason.UNDECODABLE)
                    : binary(value, headers, mediaType);
        } catch (IOException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
    }

    private static Decoded structured(NamedValues envelope) throws IOException {
        Judged judged = judged(envelope.text("specversion"), envelope.text("type"));
        if (judged.refusal().isPresent()) {
            return Decoded.skipped(judged.refusal().get());
        }
        Optional<String> base64 = envelope.text("data_base64");
        if (base64.isPresent()) {
            String mediaType =
                    envelope.text("datacontenttype").map(MediaTypes::of).orElse("");
            return MediaTypes.isProtobuf(mediaType)
                    ? decoded(NativeEvent.parse(bytesOf(base64.get())), judged.phase())
                    : Decoded.skipped(SkipReason.UNDECODABLE);
        }
        return envelope.hasAny(ALWAYS_THERE)
                ? decoded(NativeEventJson.eventOf(envelope), judged.phase())
                : Decoded.skipped(SkipReason.NO_VALUE);
    }

    private static Decoded binary(byte[] value, RecordHeaders headers, String mediaType) throws IOException {
        Judged judged = judged(headers.valueOf(SPEC_VERSION), headers.valueOf(TYPE));
        if (judged.refusal().isPresent()) {
            return Decoded.skipped(judged.refusal().get());
        }
        if (MediaTypes.isProtobuf(mediaType)) {
            return decoded(NativeEvent.parse(value), judged.phase());
        }
        // JSON is the default of CloudEvents.
        return mediaType.isEmpty() || MediaTypes.isJson(mediaType)
                ? decoded(NativeEventJson.eventOf(new NamedValues(JsonValues.ofObject(value, EVENT))), judged.phase())
                : Decoded.skipped(SkipReason.UNDECODABLE);
    }

    private static Decoded decoded(RequestTelemetry event, Phase phase) {
        return NativeEvent.decoded(
                event.getPhase() == Phase.PHASE_UNSPECIFIED
                        ? event.toBuilder().setPhase(phase).build()
                        : event);
    }

    /** The judgement of an event's attributes: why it is not read, else the phase in its type. */
    private record Judged(Optional<SkipReason> refusal, Phase phase) {
        static Judged refused(SkipReason reason) {
            return new Judged(Optional.of(reason), Phase.PHASE_UNSPECIFIED);
        }
    }

    private static Judged judged(Optional<String> specVersion, Optional<String> type) {
        if (specVersion.isEmpty()) {
            return Judged.refused(SkipReason.UNDECODABLE);
        } else if (!specVersion.get().startsWith(KNOWN_VERSIONS)) {
            return Judged.refused(SkipReason.UNKNOWN_SCHEMA_VERSION);
        } else if (type.isEmpty()) {
            return Judged.refused(SkipReason.MISSING_FIELD);
        }
        Matcher ours = OF_REQUESTS.matcher(type.get());
        if (type.get().length() > LONGEST_TYPE || !ours.matches()) {
            return Judged.refused(SkipReason.OTHER_EVENT);
        }
        return ours.group(2).equals(OUR_VERSION)
                ? new Judged(Optional.empty(), Phase.valueOf(ours.group(1).toUpperCase(Locale.ROOT)))
                : Judged.refused(SkipReason.UNKNOWN_SCHEMA_VERSION);
    }

    private static byte[] bytesOf(String base64) throws IOException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IOException("not base64", notBase64);
        }
    }

    private static WantedNames envelope() {
        Map<String, String> names = new HashMap<>(NativeEventJson.fieldsAt(DATA));
        for (String attribute : new String[] {"specversion", "type", "datacontenttype", "data_base64"}) {
            names.put(attribute, attribute);
        }
        return WantedNames.named(names);
    }
}
