// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes a wrong object of a good one: JSON pointers, and what shall stand there; nothing removes. */
public final class Edits {
    private Edits() {}

    /** Some edits at once. */
    public static KubeObject apply(KubeObject good, JsonNode edits) {
        JsonNode tree = good.tree().deepCopy();
        edits.properties().forEach(edit -> put(tree, edit.getKey(), edit.getValue()));
        return new KubeObject("edited " + good.origin(), tree);
    }

    /** One edit. */
    public static KubeObject apply(KubeObject good, String pointer, JsonNode value) {
        JsonNode tree = good.tree().deepCopy();
        put(tree, pointer, value);
        return new KubeObject("edited " + good.origin(), tree);
    }

    private static void put(JsonNode tree, String pointer, JsonNode value) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = parentOf(tree, at, pointer);
        if (parent instanceof ArrayNode list) {
            int index = at.last().getMatchingIndex();
            if (value.isNull()) {
                list.remove(index);
            } else if (index == list.size()) {
                list.add(value);
            } else {
                list.set(index, value);
            }
        } else if (value.isNull()) {
            requireThat(((ObjectNode) parent).remove(at.last().getMatchingProperty()) != null, pointer);
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), value);
        }
    }

    private static JsonNode parentOf(JsonNode tree, JsonPointer at, String pointer) {
        JsonNode parent = tree.at(at.head());
        if (parent.isMissingNode() && tree.at(at.head().head()) instanceof ObjectNode grandparent) {
            return grandparent.putObject(at.head().last().getMatchingProperty());
        }
        requireThat(parent.isContainerNode(), pointer);
        return parent;
    }

    private static void requireThat(boolean there, String pointer) {
        if (!there) {
            throw new IllegalArgumentException("the good example has nothing at " + pointer);
        }
    }
}
