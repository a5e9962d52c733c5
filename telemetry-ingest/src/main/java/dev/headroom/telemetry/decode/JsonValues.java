// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wanted values from JSON, token by token. What is not wanted, prompts above all, is passed over and never becomes an
 * object of ours. Of an array the last element counts, as the last of two fields of one name does.
 */
final class JsonValues {
    /** What is nested deeper is no telemetry. */
    static final int DEEPEST = 32;

    /** Names and ids are shorter by far; only an event in base64 comes near. */
    static final int LONGEST_TEXT = 8 * 1024;

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 64;

    /** Names are not interned: they come from outside, and the virtual machine would keep them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

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
    static NamedValues ofObject(byte[] bytes, WantedNames wanted) throws IOException {
        try (JsonParser parser = parserOf(bytes)) {
            JsonValues json = new JsonValues(parser, wanted);
            NamedValues object = json.object(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return object;
        }
    }

    /**
     * Reads objects that follow each other, or stand in arrays.
     *
     * @throws IOException if there is anything else, or something is beyond the limits
     */
    static List<NamedValues> ofObjects(byte[] bytes, WantedNames wanted) throws IOException {
        try (JsonParser parser = parserOf(bytes)) {
            JsonValues json = new JsonValues(parser, wanted);
            List<NamedValues> objects = new ArrayList<>();
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

    /** A zero byte first is how a schema registry's clients frame what is not JSON; the parser would take it for UTF-16. */
    private static JsonParser parserOf(byte[] bytes) throws IOException {
        if (bytes.length > 0 && bytes[0] == 0) {
            throw new IOException("has the header of a schema registry client");
        }
        return JSON.createParser(bytes);
    }

    private void elements(List<NamedValues> objects) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            objects.add(object(token));
        }
    }

    private NamedValues object(@Nullable JsonToken first) throws IOException {
        if (first != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        Map<String, String> values = new HashMap<>();
        readFields(wanted, values);
        return new NamedValues(values);
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
