// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Walks a tree and a generated class side by side. The classes say which fields there are and which must be; their own
 * validation leaves numbers and booleans to a lenient parser, so types are compared here.
 */
final class TypeWalk {
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?([0-9]+|[0-9]+\\.[0-9]*|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]*={0,2}\\s*");

    private final BiConsumer<String, String> findings;

    TypeWalk(BiConsumer<String, String> findings) {
        this.findings = findings;
    }

    /** Holds an object against a class. */
    void model(Class<?> type, JsonNode node, String path) {
        if (!node.isObject()) {
            findings.accept(path, "must be an object, was " + node);
            return;
        }
        Map<String, Field> fields = fieldsOf(type);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Field field = fields.get(entry.getKey());
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (field == null) {
                findings.accept(at, "is unknown, known are " + String.join(", ", fields.keySet()));
            } else if (!entry.getValue().isNull()) {
                value(field.getGenericType(), entry.getValue(), at);
            }
        }
        for (String required : requiredOf(type)) {
            if (!node.hasNonNull(required)) {
                findings.accept(path.isEmpty() ? required : path + "." + required, "must be given");
            }
        }
    }

    private void value(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType().equals(List.class)) {
                list(generic.getActualTypeArguments()[0], node, path);
            } else {
                map(generic.getActualTypeArguments()[1], node, path);
            }
        } else if (type.equals(Object.class)) {
            return;
        } else if (((Class<?>) type).getName().startsWith("io.kubernetes.client.openapi.models.")) {
            model((Class<?>) type, node, path);
        } else {
            scalar((Class<?>) type, node, path);
        }
    }

    private void list(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            findings.accept(path, "must be a list, was " + node);
            return;
        }
        for (int i = 0; i < node.size(); i++) {
            value(element, node.get(i), path + "[" + i + "]");
        }
    }

    private void map(Type element, JsonNode node, String path) {
        if (!node.isObject()) {
            findings.accept(path, "must be a map, was " + node);
            return;
        }
        node.properties().forEach(entry -> value(element, entry.getValue(), path + "[" + entry.getKey() + "]"));
    }

    private void scalar(Class<?> type, JsonNode node, String path) {
        if (type.equals(String.class) || type.equals(OffsetDateTime.class)) {
            check(node.isTextual(), "a text", node, path);
        } else if (type.equals(Integer.class) || type.equals(Long.class)) {
            check(node.isIntegralNumber(), "a whole number", node, path);
        } else if (type.equals(Double.class)) {
            check(node.isNumber(), "a number", node, path);
        } else if (type.equals(Boolean.class)) {
            check(node.isBoolean(), "true or false", node, path);
        } else if (type.equals(IntOrString.class)) {
            check(node.isIntegralNumber() || node.isTextual(), "a whole number or a text", node, path);
        } else if (type.equals(Quantity.class)) {
            boolean good = node.isNumber() || QUANTITY.matcher(node.asText()).matches();
            check(good && node.isValueNode(), "a quantity such as 500m or 8Gi", node, path);
        } else if (type.equals(byte[].class)) {
            check(node.isTextual() && BASE64.matcher(node.asText()).matches(), "base64", node, path);
        } else {
            throw new IllegalStateException(path + " is a " + type + ", which is not understood here");
        }
    }

    private void check(boolean good, String rule, JsonNode node, String path) {
        if (!good) {
            findings.accept(path, "must be " + rule + ", was " + node);
        }
    }

    private static Map<String, Field> fieldsOf(Class<?> type) {
        Map<String, Field> fields = new TreeMap<>();
        for (Field field : type.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                fields.put(name.value(), field);
            }
        }
        return fields;
    }

    private static Set<String> requiredOf(Class<?> type) {
        try {
            Set<String> required = new TreeSet<>();
            ((Set<?>) type.getField("openapiRequiredFields").get(null)).forEach(name -> required.add((String) name));
            return required;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " does not say what it requires", e);
        }
    }
}
