// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.headroom.manifests.Edits;
import dev.headroom.manifests.KubeObject;
import dev.headroom.manifests.read.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Breaks a good object in every way that its schema forbids: a field gone, a field too many, a value of another type. */
final class Mutations {
    /** Matches no enumeration, pattern or type of ours but a free text. */
    private static final JsonNode NO_SUCH_WORD = TextNode.valueOf("? ?");

    private static final JsonNode NOT_A_TEXT = BooleanNode.TRUE;

    private final List<Mutation> all = new ArrayList<>();
    private final Set<String> reached = new TreeSet<>();
    private final KindSchema schema;

    /** One way of breaking an object. */
    record Mutation(KubeObject object, String what) {
        @Override
        public String toString() {
            return what;
        }
    }

    Mutations(KindSchema schema, List<KubeObject> good) {
        this.schema = schema;
        for (KubeObject object : good) {
            new SchemaWalk(schema.tree(), (part, node, pointer) -> add(object, part, node, pointer))
                    .walk(object.tree());
        }
    }

    List<Mutation> all() {
        return all;
    }

    /** Properties that the schema describes and no good object has. */
    Set<String> unreached() {
        Set<String> missing = new TreeSet<>();
        collect(schema.tree(), missing);
        missing.removeAll(reached);
        return missing;
    }

    private static void collect(JsonNode part, Set<String> names) {
        if (part.path("properties").isObject()) {
            part.path("properties").properties().forEach(entry -> {
                names.add(entry.getKey());
                collect(entry.getValue(), names);
            });
        }
        if (part.path("items").isObject()) {
            collect(part.path("items"), names);
        }
    }

    private void add(KubeObject object, JsonNode part, JsonNode node, String pointer) {
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(reached::add);
        }
        for (JsonNode required : part.path("required")) {
            broken(object, pointer + "/" + required.asText(), NullNode.getInstance(), "without " + required.asText());
        }
        // At the root stand apiVersion, kind and metadata, too.
        if (part.path("additionalProperties").isBoolean() && !pointer.isEmpty()) {
            broken(object, pointer + "/notAField", BooleanNode.TRUE, "with notAField");
        }
        String type = part.path("type").asText();
        if (type.equals("string")) {
            broken(object, pointer, NOT_A_TEXT, "a boolean for a text");
        }
        if (type.equals("integer")
                || type.equals("number")
                || type.equals("boolean")
                || part.has("enum")
                || part.has("pattern")) {
            broken(object, pointer, NO_SUCH_WORD, "another word");
        }
        if ((type.equals("object") || type.equals("array")) && !pointer.isEmpty()) {
            broken(object, pointer, NO_SUCH_WORD, "a text for an " + type);
        }
        bounds(object, part, pointer);
    }

    private void bounds(KubeObject object, JsonNode part, String pointer) {
        if (part.path("minimum").isIntegralNumber()) {
            JsonNode below = YamlText.MAPPER.valueToTree(part.path("minimum").asLong() - 1);
            broken(object, pointer, below, "below its minimum");
        }
        if (part.path("maximum").isIntegralNumber()) {
            JsonNode above = YamlText.MAPPER.valueToTree(part.path("maximum").asLong() + 1);
            broken(object, pointer, above, "above its maximum");
        }
        if (part.path("minLength").asInt() > 0) {
            broken(object, pointer, TextNode.valueOf(""), "empty");
        }
    }

    private void broken(KubeObject object, String pointer, JsonNode value, String what) {
        all.add(new Mutation(
                Edits.apply(object, pointer, value), schema.title() + " " + SchemaWalk.dotted(pointer) + " " + what));
    }
}
