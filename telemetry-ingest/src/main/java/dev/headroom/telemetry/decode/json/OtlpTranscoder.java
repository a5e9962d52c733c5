// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** Writes one record of OTLP's JSON as the same in protobuf, token by token. Stateless, so safe to share. */
public final class OtlpTranscoder {
    /** Half a usual batch; longer records are mostly conversation, which is skipped. */
    private static final int FIRST_ROOM = 64 << 10;

    private final JsonMessage root;
    private final WantedKeys attributes;

    /**
     * Reads the messages of a signal.
     *
     * @param attributes names of those that are read; all others are passed over
     */
    public OtlpTranscoder(OtlpSignal signal, Set<String> attributes) {
        this.root = signal.message();
        this.attributes = new WantedKeys(attributes);
    }

    /**
     * The same in protobuf.
     *
     * @throws IOException when it is not the whole of such a message
     */
    public byte[] toProtobuf(byte[] json) throws IOException {
        WireWriter out = new WireWriter(Math.min(json.length / 2, FIRST_ROOM));
        try (JsonParser in = JsonInput.OTLP.open(json)) {
            boolean object = in.nextToken() == JsonToken.START_OBJECT;
            if (!object || !new JsonReading(json, attributes, out).fields(in, root)) {
                throw new JsonParseException(in, "not a message of the signal");
            }
            JsonInput.requireEnd(in);
        }
        return out.toByteArray();
    }
}
