// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * One object as somebody would apply it.
 *
 * @param origin the file or chart it comes from
 * @param tree all that was written
 */
public record KubeObject(String origin, JsonNode tree) {
    /** Group and version. */
    public String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    /** The kind. */
    public String kind() {
        return tree.path("kind").asText();
    }

    /** The name; empty when there is none. */
    public String name() {
        return tree.path("metadata").path("name").asText();
    }

    /** The namespace; empty when it is not written. */
    public String namespace() {
        return tree.path("metadata").path("namespace").asText();
    }

    /** Whether it is of this kind and group, whatever the version; the core group is empty. */
    public boolean is(String group, String kind) {
        String ours = apiVersion().contains("/")
                ? apiVersion().substring(0, apiVersion().indexOf('/'))
                : "";
        return ours.equals(group) && kind().equals(kind);
    }

    /** What stands at a path of field names. */
    public JsonNode at(String... fields) {
        JsonNode node = tree;
        for (String field : fields) {
            node = node.path(field);
        }
        return node;
    }

    /** A map of texts, such as labels; empty where there is none. */
    public static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new TreeMap<>();
        map.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** A finding about this object. */
    public Finding finding(String path, String message) {
        return new Finding(toString(), path, message);
    }

    @Override
    public String toString() {
        return origin + " " + kind() + "/" + name();
    }
}
