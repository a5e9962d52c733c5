// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** Goes through a schema and an object side by side. */
final class SchemaWalk {
    private final JsonNode root;
    private final Visitor visitor;

    /** Sees each place of the object together with what the schema says of it. */
    @FunctionalInterface
    interface Visitor {
        /** @param pointer JSON pointer of the place */
        void visit(JsonNode schema, JsonNode node, String pointer);
    }

    SchemaWalk(JsonNode root, Visitor visitor) {
        this.root = root;
        this.visitor = visitor;
    }

    void walk(JsonNode node) {
        walk(root, node, "");
    }

    private void walk(JsonNode schema, JsonNode node, String pointer) {
        visitor.visit(schema, node, pointer);
        if (schema.has("$ref")) {
            // What stands beside a reference counts, too.
            walk(referred(schema.get("$ref").asText()), node, pointer);
        }
        if (node.isArray() && schema.has("items")) {
            for (int i = 0; i < node.size(); i++) {
                walk(schema.get("items"), node.get(i), pointer + "/" + i);
            }
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                JsonNode property = schema.path("properties").path(entry.getKey());
                JsonNode below = property.isMissingNode() ? schema.path("additionalProperties") : property;
                if (below.isObject()) {
                    walk(below, entry.getValue(), pointer + "/" + escaped(entry.getKey()));
                }
            });
        }
    }

    private JsonNode referred(String reference) {
        JsonNode target = root.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new IllegalStateException("the schema refers to " + reference + ", which is not there");
        }
        return target;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** A pointer as people write paths. */
    static String dotted(String pointer) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer at = JsonPointer.compile(pointer); !at.matches(); at = at.tail()) {
            if (at.mayMatchElement()) {
                path.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return path.toString();
    }
}
