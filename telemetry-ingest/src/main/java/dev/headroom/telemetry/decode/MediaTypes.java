// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The media types that records may say that they are of. */
final class MediaTypes {
    static final String JSON = "application/json";
    static final String CLOUD_EVENT_JSON = "application/cloudevents+json";

    /** The beginning of all structured CloudEvents' media types, those in batches included. */
    static final String CLOUD_EVENT = "application/cloudevents";

    private static final Set<String> ALSO_JSON = Set.of(JSON, "text/json");

    private static final Set<String> PROTOBUF =
            Set.of("application/protobuf", "application/x-protobuf", "application/vnd.google.protobuf");

    private MediaTypes() {}

    /** The type without parameters, in small letters. */
    static String of(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    static boolean isJson(String mediaType) {
        return ALSO_JSON.contains(mediaType) || mediaType.endsWith("+json");
    }

    static boolean isProtobuf(String mediaType) {
        return PROTOBUF.contains(mediaType);
    }

    /** The decoders by media type. */
    static Map<String, Decoder> readBy(Decoder protobuf, Decoder json) {
        Map<String, Decoder> readers = new HashMap<>();
        PROTOBUF.forEach(mediaType -> readers.put(mediaType, protobuf));
        ALSO_JSON.forEach(mediaType -> readers.put(mediaType, json));
        return readers;
    }
}
