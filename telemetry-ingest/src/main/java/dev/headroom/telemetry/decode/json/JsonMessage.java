// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of a message that are read, by their names in JSON; all others are passed over. */
final class JsonMessage {
    /** How a field is written in JSON and in protobuf. */
    enum Shape {
        /** An object. */
        MESSAGE,
        /** An array of objects. */
        MESSAGES,
        /** An array of attributes; only wanted ones are read. */
        ATTRIBUTES,
        /** A string; UTF-8. */
        TEXT,
        /** A string of hexadecimal digits; bytes, of a fixed number. */
        TRACE_ID,
        SPAN_ID,
        BOOL,
        /** A number or a string of digits; a varint. */
        WHOLE,
        /** The same; eight bytes. */
        FIXED64,
        /** A number or a string that holds one; a double. */
        DOUBLE,
        /** A number or the name of a value. */
        ENUM
    }

    /**
     * A field that is read.
     *
     * @param number in protobuf
     * @param shape how it is written
     * @param message type of its content, where that is messages
     * @param names numbers of the values, where it is an enum
     */
    record Field(int number, Shape shape, Supplier<JsonMessage> message, Map<String, Integer> names) {}

    private final Map<String, Field> fields = new HashMap<>();

    JsonMessage with(String name, int number, Shape shape) {
        return with(name, new Field(number, shape, () -> this, Map.of()));
    }

    JsonMessage with(String name, int number, Shape shape, Supplier<JsonMessage> message) {
        return with(name, new Field(number, shape, message, Map.of()));
    }

    JsonMessage withEnum(String name, int number, Map<String, Integer> names) {
        return with(name, new Field(number, Shape.ENUM, () -> this, names));
    }

    @Nullable
    Field field(String name) {
        return fields.get(name);
    }

    private JsonMessage with(String name, Field field) {
        fields.put(name, field);
        return this;
    }
}
