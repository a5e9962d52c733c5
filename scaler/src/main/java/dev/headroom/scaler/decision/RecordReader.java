// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.DistributionFigures;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordWriter} writes, in this version or another, by the type that is asked for. An unknown key is ignored. A missing
 * component has the default that its record states; without a default, that is a fault.
 */
final class RecordReader {
    private RecordReader() {}

    /**
     * Reads a value.
     *
     * @param path where the value stands, for the fault
     * @throws Unreadable when it is not a value of the type
     */
    static Object read(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            return readMany(generic, node, path);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted == Distribution.class) {
            return distribution(node, path);
        } else if (wanted.isRecord()) {
            return readRecord(wanted, node, path);
        } else if (wanted.isSealed()) {
            return readKind(wanted, node, path);
        }
        return PlainValues.read(wanted, node, path);
    }

    private static Distribution distribution(JsonNode node, String path) {
        DistributionFigures figures = (DistributionFigures) readRecord(DistributionFigures.class, node, path);
        try {
            return Distribution.of(figures);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(path, "", String.valueOf(e.getMessage()));
        }
    }

    private static Object readKind(Class<?> sealed, JsonNode node, String path) {
        String word = node.path(RecordWriter.KIND).asText();
        Class<?> kind = RecordShape.kindOf(sealed, word)
                .orElseThrow(() -> new Unreadable(
                        path + "." + RecordWriter.KIND,
                        word,
                        "must be one of "
                                + Arrays.stream(sealed.getPermittedSubclasses())
                                        .map(RecordShape::wordOf)
                                        .toList()));
        return readRecord(kind, node, path);
    }

    private static Object readRecord(Class<?> type, JsonNode node, String path) {
        if (!node.isObject()) {
            throw new Unreadable(path, node.toString(), "must be an object");
        }
        Object[] values = RecordShape.componentsOf(type).stream()
                .map(component -> component(component, node.get(component.name()), below(path, component.name())))
                .toArray();
        try {
            return RecordShape.make(type, values);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(path, "", "breaks a rule: " + e.getMessage());
        }
    }

    private static Object component(RecordShape.Component component, @Nullable JsonNode said, String path) {
        Optional<JsonNode> node = said == null || said.isNull() ? component.absent() : Optional.of(said);
        return node.isPresent() ? present(component.type(), node.get(), path) : absent(component.type(), path);
    }

    private static Object present(Type type, JsonNode node, String path) {
        if (type == OptionalDouble.class) {
            return OptionalDouble.of((Double) read(double.class, node, path));
        } else if (type == OptionalInt.class) {
            return OptionalInt.of((Integer) read(int.class, node, path));
        } else if (type == OptionalLong.class) {
            return OptionalLong.of((Long) read(long.class, node, path));
        } else if (isOptional(type)) {
            return Optional.of(read(((ParameterizedType) type).getActualTypeArguments()[0], node, path));
        }
        return read(type, node, path);
    }

    private static Object absent(Type type, String path) {
        if (type == OptionalDouble.class) {
            return OptionalDouble.empty();
        } else if (type == OptionalInt.class) {
            return OptionalInt.empty();
        } else if (type == OptionalLong.class) {
            return OptionalLong.empty();
        } else if (isOptional(type)) {
            return Optional.empty();
        }
        throw new Unreadable(path, "", "is missing");
    }

    private static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    private static Object readMany(ParameterizedType type, JsonNode node, String path) {
        Type element = type.getActualTypeArguments()[0];
        if (type.getRawType() == List.class) {
            return new ArrayList<>(elements(element, node, path));
        } else if (type.getRawType() == Set.class) {
            return new LinkedHashSet<>(elements(element, node, path));
        } else if (type.getRawType() == Map.class) {
            return map(element, type.getActualTypeArguments()[1], node, path);
        }
        throw new IllegalArgumentException("no rule reads a " + type + " from a decision");
    }

    private static List<Object> elements(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            throw new Unreadable(path, node.toString(), "must be an array");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(read(element, node.get(i), path + "[" + i + "]"));
        }
        return values;
    }

    private static Map<Object, Object> map(Type key, Type element, JsonNode node, String path) {
        if (!node.isObject()) {
            throw new Unreadable(path, node.toString(), "must be an object");
        }
        Map<Object, Object> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String below = below(path, entry.getKey());
            Object name = PlainValues.readText((Class<?>) key, entry.getKey(), below);
            values.put(name, read(element, entry.getValue(), below));
        });
        return values;
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
