// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headroom.telemetry.decode.json.JsonMessage.Field;
import dev.headroom.telemetry.decode.json.JsonMessage.Shape;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;

/**
 * Reads one record. A value in a shape that its field cannot have is as good as absent. Of an attribute whose value stands before
 * its key, the place of the value is kept, and read if the key turns out to be wanted.
 */
final class JsonReading {
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final long NOWHERE = -1;

    private final byte[] json;
    private final WantedKeys wanted;
    private final WireWriter out;
    private final JsonScalars scalars;

    JsonReading(byte[] json, WantedKeys wanted, WireWriter out) {
        this.json = json;
        this.wanted = wanted;
        this.out = out;
        this.scalars = new JsonScalars(out);
    }

    /**
     * Reads the object that was begun, to its end.
     *
     * @return whether there was a field that is known, or none at all
     */
    boolean fields(JsonParser in, JsonMessage type) throws IOException {
        boolean empty = true;
        boolean known = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            empty = false;
            Field field = type.field(in.currentName());
            JsonToken value = in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else {
                known = true;
                read(in, value, field);
            }
        }
        return known || empty;
    }

    private void read(JsonParser in, JsonToken value, Field field) throws IOException {
        if (value == JsonToken.START_OBJECT && field.shape() == Shape.MESSAGE) {
            message(in, field);
        } else if (value == JsonToken.START_ARRAY && isRepeated(field)) {
            elements(in, field);
        } else if (value.isScalarValue()) {
            scalars.read(in, value, field);
        } else {
            in.skipChildren();
        }
    }

    private static boolean isRepeated(Field field) {
        return field.shape() == Shape.MESSAGES || field.shape() == Shape.ATTRIBUTES;
    }

    private void elements(JsonParser in, Field field) throws IOException {
        for (JsonToken element = in.nextToken(); element != JsonToken.END_ARRAY; element = in.nextToken()) {
            if (element == JsonToken.START_OBJECT && field.shape() == Shape.ATTRIBUTES) {
                attribute(in, field);
            } else if (element == JsonToken.START_OBJECT) {
                message(in, field);
            } else {
                in.skipChildren();
            }
        }
    }

    private void message(JsonParser in, Field field) throws IOException {
        int begun = out.begin(field.number());
        fields(in, field.message().get());
        out.end(begun);
    }

    private void attribute(JsonParser in, Field field) throws IOException {
        int mark = out.length();
        int begun = out.begin(field.number());
        boolean isWanted = false;
        boolean isRead = false;
        long valueFrom = NOWHERE;
        long valueTo = NOWHERE;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals(KEY) && value == JsonToken.VALUE_STRING) {
                isWanted = key(in);
            } else if (name.equals(VALUE) && value == JsonToken.START_OBJECT && isWanted) {
                value(in);
                isRead = true;
            } else if (name.equals(VALUE) && value == JsonToken.START_OBJECT) {
                valueFrom = in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                valueTo = in.currentLocation().getByteOffset();
            } else {
                in.skipChildren();
            }
        }
        if (isWanted && !isRead && valueFrom != NOWHERE) {
            valueAt((int) valueFrom, (int) valueTo);
        }
        if (isWanted) {
            out.end(begun);
        } else {
            out.cutTo(mark);
        }
    }

    private boolean key(JsonParser in) throws IOException {
        boolean isWanted = wanted.holds(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
        if (isWanted) {
            scalars.text(in, KeyValue.KEY_FIELD_NUMBER);
        }
        return isWanted;
    }

    private void value(JsonParser in) throws IOException {
        int begun = out.begin(KeyValue.VALUE_FIELD_NUMBER);
        fields(in, OtlpMessages.ANY_VALUE);
        out.end(begun);
    }

    private void valueAt(int from, int to) throws IOException {
        try (JsonParser in = JsonInput.OTLP.open(json, from, to)) {
            in.nextToken();
            value(in);
        }
    }
}
