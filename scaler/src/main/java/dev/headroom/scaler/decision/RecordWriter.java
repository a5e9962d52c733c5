// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.telemetry.snapshot.Distribution;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes values as JSON by their type, for {@link RecordReader}. A record is an object of its components without the empty ones. A kind of
 * a sealed type has its word as {@code is}; names are as {@link RecordShape} has them. Times and durations are in ISO 8601; a
 * {@link Distribution} is its figures; a set is in the order of its elements' text. Numbers keep every digit.
 */
final class RecordWriter {
    /** Key of the word that says which kind of a sealed type an object is. */
    static final String KIND = "is";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordWriter() {}

    static JsonNode write(Object value) {
        if (value instanceof Distribution distribution) {
            return write(distribution.figures());
        } else if (value instanceof Record) {
            return ofRecord(value);
        } else if (value instanceof Enum<?> word) {
            return JSON.textNode(RecordText.wordOf(word));
        } else if (value instanceof Collection<?> many) {
            return ofMany(many);
        } else if (value instanceof Map<?, ?> map) {
            return ofMap(map);
        } else if (value instanceof Number number) {
            return ofNumber(number);
        } else if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        } else if (value instanceof String || value instanceof Duration || value instanceof Temporal) {
            return JSON.textNode(value.toString());
        }
        throw new IllegalArgumentException("no rule writes a " + value.getClass() + " into a decision");
    }

    private static ObjectNode ofRecord(Object value) {
        ObjectNode object = JSON.objectNode();
        for (Class<?> parent : value.getClass().getInterfaces()) {
            if (parent.isSealed()) {
                object.put(KIND, RecordShape.wordOf(value.getClass()));
            }
        }
        for (RecordShape.Component component : RecordShape.componentsOf(value.getClass())) {
            present(component.of(value)).ifPresent(known -> object.set(component.name(), write(known)));
        }
        return object;
    }

    private static Optional<?> present(Object value) {
        if (value instanceof Optional<?> some) {
            return some;
        } else if (value instanceof OptionalDouble some) {
            return some.isPresent() ? Optional.of(some.getAsDouble()) : Optional.empty();
        } else if (value instanceof OptionalLong some) {
            return some.isPresent() ? Optional.of(some.getAsLong()) : Optional.empty();
        } else if (value instanceof OptionalInt some) {
            return some.isPresent() ? Optional.of(some.getAsInt()) : Optional.empty();
        }
        return Optional.of(value);
    }

    private static ArrayNode ofMany(Collection<?> many) {
        ArrayNode array = JSON.arrayNode();
        if (many instanceof Set<?>) {
            Map<String, JsonNode> ordered = new TreeMap<>();
            many.forEach(one -> {
                JsonNode node = write(one);
                ordered.put(node.toString(), node);
            });
            ordered.values().forEach(array::add);
        } else {
            many.forEach(one -> array.add(write(one)));
        }
        return array;
    }

    private static ObjectNode ofMap(Map<?, ?> map) {
        Map<String, JsonNode> ordered = new TreeMap<>();
        map.forEach((key, value) ->
                ordered.put(write(key).isTextual() ? write(key).textValue() : key.toString(), write(value)));
        ObjectNode object = JSON.objectNode();
        ordered.forEach(object::set);
        return object;
    }

    /** JSON has no form for infinite numbers or NaN. */
    private static JsonNode ofNumber(Number number) {
        if (number instanceof Double real) {
            return Double.isFinite(real) ? JSON.numberNode(real) : JSON.textNode(real.toString());
        }
        return number instanceof Integer whole ? JSON.numberNode(whole) : JSON.numberNode(number.longValue());
    }
}
