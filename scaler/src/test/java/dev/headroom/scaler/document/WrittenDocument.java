// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A document of which single keys are set or left out; every item of a list alike. JSON is YAML. */
final class WrittenDocument {
    private static final String LIST = "[]";

    private final ObjectNode tree;

    private WrittenDocument(ObjectNode tree) {
        this.tree = tree;
    }

    static WrittenDocument of(String json) {
        try {
            return new WrittenDocument((ObjectNode) new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    WrittenDocument with(String key, String value) {
        return changed(key, (parent, name) -> parent.put(name, value));
    }

    WrittenDocument without(String key) {
        String pointer = "/" + key.replace(LIST, "/0").replace('.', '/');
        return tree.at(pointer).isMissingNode() ? this : changed(key, ObjectNode::remove);
    }

    String text() {
        return tree.toString();
    }

    /** Changes one key of the section that holds it. */
    private interface Change {
        void of(ObjectNode parent, String name);
    }

    private WrittenDocument changed(String key, Change change) {
        ObjectNode copy = tree.deepCopy();
        change(copy, key, change);
        return new WrittenDocument(copy);
    }

    private static void change(ObjectNode parent, String key, Change change) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            change.of(parent, key);
            return;
        }
        String name = key.substring(0, dot);
        String rest = key.substring(dot + 1);
        if (name.endsWith(LIST)) {
            ArrayNode items = (ArrayNode) parent.get(name.substring(0, name.length() - LIST.length()));
            items.forEach((JsonNode item) -> change((ObjectNode) item, rest, change));
        } else {
            change(parent.has(name) ? (ObjectNode) parent.get(name) : parent.putObject(name), rest, change);
        }
    }
}
