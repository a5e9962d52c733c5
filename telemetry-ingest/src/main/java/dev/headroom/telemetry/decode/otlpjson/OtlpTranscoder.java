// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.otlpjson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Writes one record of JSON as protobuf, token by token. Stateless, so safe to share. */
final class OtlpTranscoder {
    /** Ours end at 16; attributes that hold whole conversations go deeper, and are passed over. */
    private static final int DEEPEST = 200;

    /** Digits; a double has 25 at most. */
    private static final int LONGEST_NUMBER = 64;

    /** A name of a field or of a key within an attribute that is passed over. */
    private static final int LONGEST_NAME = 4_096;

    /** More than a broker takes as a record. */
    private static final int LONGEST_TEXT = 20_000_000;

    /** UTF-16 and UTF-32 have a zero in the first character of an object; OTLP's JSON is UTF-8. */
    private static final int FIRST_CHARACTER = 4;

    /** Half a usual batch; what is long beyond that is mostly conversation, which is passed over. */
    private static final int FIRST_ROOM = 64 << 10;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonMessage root;
    private final WantedKeys attributes;

    /** Reads a message, and of attributes those. */
    OtlpTranscoder(JsonMessage root, WantedKeys attributes) {
        this.root = root;
        this.attributes = attributes;
    }

    /**
     * The same in protobuf.
     *
     * @throws IOException when it is not the whole of such a message
     */
    byte[] toProtobuf(byte[] json) throws IOException {
        for (int i = 0; i < Math.min(FIRST_CHARACTER, json.length); i++) {
            if (json[i] == 0) {
                throw new JsonParseException("not UTF-8");
            }
        }
        WireWriter out = new WireWriter(Math.min(json.length / 2, FIRST_ROOM));
        try (JsonParser in = JSON.createParser(json)) {
            boolean object = in.nextToken() == JsonToken.START_OBJECT;
            boolean known = object && new JsonReading(JSON, json, attributes, out).fields(in, root);
            if (!known || in.nextToken() != null) {
                throw new JsonParseException("not exactly one message of the signal");
            }
        }
        return out.toByteArray();
    }
}
