// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Documents drawn from a schema at random. It follows the words that the two schemas use, and no others. */
final class DrawnDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Where a schema states no maximum. */
    private static final long MOST = 1_000_000;

    private final SplittableRandom chance;
    private final ObjectNode tree;

    private DrawnDocument(SplittableRandom chance, JsonNode schema) {
        this.chance = chance;
        this.tree = object(schema);
        // The reader's rule for two values; drawn apart, half of all policies would break it.
        if (tree.path("replicas").path("min").asLong()
                > tree.path("replicas").path("max").asLong()) {
            ((ObjectNode) tree.path("replicas"))
                    .set("min", tree.path("replicas").path("max"));
        }
        if (tree.path("tensorParallel").asLong() > tree.path("gpus").asLong()) {
            tree.set("tensorParallel", tree.path("gpus"));
        }
    }

    static DrawnDocument of(DocumentSchema schema, long seed) {
        return new DrawnDocument(new SplittableRandom(seed), schema.tree());
    }

    String text() {
        return tree.toString();
    }

    /** One section of it spoilt: a key too many, a key too few, or a value of another kind. */
    DrawnDocument spoilt() {
        List<ObjectNode> sections = new ArrayList<>();
        collect(tree, sections);
        ObjectNode section = sections.get(chance.nextInt(sections.size()));
        List<String> keys = new ArrayList<>();
        section.fieldNames().forEachRemaining(keys::add);
        if (keys.isEmpty() || chance.nextInt(4) == 0) {
            section.put("unheardOf", 1);
            return this;
        }
        String key = keys.get(chance.nextInt(keys.size()));
        switch (chance.nextInt(5)) {
            case 0 -> section.remove(key);
            case 1 -> section.putNull(key);
            case 2 -> section.put(key, "  ");
            case 3 -> section.put(key, -1);
            default -> section.putArray(key);
        }
        return this;
    }

    private static void collect(JsonNode node, List<ObjectNode> sections) {
        if (node instanceof ObjectNode section) {
            sections.add(section);
        }
        node.forEach(child -> collect(child, sections));
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>(textsOf(schema.path("required")));
        JsonNode choices = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (!choices.isEmpty()) {
            required.addAll(textsOf(choices.get(chance.nextInt(choices.size())).path("required")));
        }
        List<String> others = new ArrayList<>();
        schema.path("oneOf").forEach(choice -> others.addAll(textsOf(choice.path("required"))));
        schema.path("properties").properties().forEach(property -> {
            String key = property.getKey();
            if (required.contains(key) || (!others.contains(key) && chance.nextBoolean())) {
                object.set(key, value(property.getValue()));
            }
        });
        return object;
    }

    private JsonNode value(JsonNode schema) {
        if (schema.has("const")) {
            return schema.path("const");
        }
        for (String list : List.of("enum", "examples")) {
            if (schema.has(list)) {
                return schema.path(list).get(chance.nextInt(schema.path(list).size()));
            }
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "boolean" -> JSON.booleanNode(chance.nextBoolean());
            case "integer" ->
                JSON.numberNode(chance.nextLong(
                        schema.path("minimum").asLong(), schema.path("maximum").asLong() + 1));
            case "number" -> number(schema);
            case "string" -> JSON.textNode("name-" + chance.nextInt(100));
            default -> throw new IllegalArgumentException("no value is drawn for the schema " + schema);
        };
    }

    /** Its bounds now and then. */
    private JsonNode number(JsonNode schema) {
        double least = schema.path("minimum").asDouble();
        double most = schema.path("maximum").asDouble(MOST);
        if (!schema.has("exclusiveMinimum") && chance.nextInt(10) == 0) {
            return JSON.numberNode(chance.nextBoolean() ? least : most);
        }
        return JSON.numberNode(least + (most - least) * (1 - chance.nextDouble()));
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        int items = 1 + chance.nextInt(3);
        Set<JsonNode> drawn = new LinkedHashSet<>();
        for (int i = 0; i < items; i++) {
            JsonNode item = value(schema.path("items"));
            if (drawn.add(item) || !schema.path("uniqueItems").asBoolean()) {
                array.add(item);
            }
        }
        return array;
    }

    private static List<String> textsOf(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
