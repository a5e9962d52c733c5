// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wanted values from JSON, token by token, each as text under its name within Headroom. Unwanted values, prompts above all, are
 * skipped and never become an object here. Of an array the last element counts, as the last of two fields of one name does.
 */
public final class JsonValues {
    /** Deeper nesting is not telemetry. */
    public static final int DEEPEST = JsonInput.EVENTS.deepest();

    /** A longer wanted text is not telemetry. */
    public static final int LONGEST_TEXT = JsonInput.EVENTS.longestText();

    private final JsonParser parser;
    private final WantedNames wanted;

    private JsonValues(JsonParser parser, WantedNames wanted) {
        this.parser = parser;
        this.wanted = wanted;
    }

    /**
     * Reads one object.
     *
     * @throws IOException if that is not all there is, or is beyond the limits
     */
    public static Map<String, String> ofObject(byte[] bytes, WantedNames wanted) throws IOException {
        try (JsonParser parser = JsonInput.EVENTS.open(bytes)) {
            Map<String, String> object = new JsonValues(parser, wanted).object(parser.nextToken());
            JsonInput.requireEnd(parser);
            return object;
        }
    }

    /**
     * Reads objects that follow each other, or stand in arrays.
     *
     * @throws IOException if there is anything else, or something is beyond the limits
     */
    public static List<Map<String, String>> ofObjects(byte[] bytes, WantedNames wanted) throws IOException {
        try (JsonParser parser = JsonInput.EVENTS.open(bytes)) {
            JsonValues json = new JsonValues(parser, wanted);
            List<Map<String, String>> objects = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    json.elements(objects);
                } else {
                    objects.add(json.object(token));
                }
            }
            return objects;
        }
    }

    private void elements(List<Map<String, String>> objects) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            objects.add(object(token));
        }
    }

    private Map<String, String> object(@Nullable JsonToken first) throws IOException {
        if (first != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not an object");
        }
        Map<String, String> values = new HashMap<>();
        readFields(wanted, values);
        return values;
    }

    private void readFields(WantedNames within, Map<String, String> values) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            WantedNames field = within.within(parser.currentName());
            JsonToken value = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else {
                readValue(value, field, values);
            }
        }
    }

    private void readValue(JsonToken value, WantedNames field, Map<String, String> values) throws IOException {
        String name = field.name();
        if (value == JsonToken.START_ARRAY) {
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                readValue(next, field, values);
            }
        } else if (value == JsonToken.START_OBJECT && field.hasInner()) {
            readFields(field, values);
        } else if (value == JsonToken.START_OBJECT) {
            parser.skipChildren();
        } else if (name != null && value == JsonToken.VALUE_NULL) {
            values.remove(name);
        } else if (name != null) {
            values.put(name, parser.getText());
        }
    }
}
