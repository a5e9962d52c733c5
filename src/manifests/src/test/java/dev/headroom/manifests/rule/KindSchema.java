// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.cel.runtime.CelEvaluationException;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.manifests.type.CoreTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of one kind: a JSON Schema for its structure, and at any place of it {@code x-rules}, each a CEL expression, a
 * message and where the rule comes from. {@code x-type} at a place names a type of Kubernetes itself.
 */
public final class KindSchema {
    /** What every object has, and Kubernetes' own types describe. */
    private static final List<String> COMMON = List.of("apiVersion", "kind", "metadata");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final List<String> apiVersions;
    private final String kind;
    private final JsonNode tree;
    private final Schema structure;

    /** @param apiVersions in which the kind is the same; the first is its name here */
    KindSchema(List<String> apiVersions, String kind, JsonNode tree) {
        this.apiVersions = List.copyOf(apiVersions);
        this.kind = kind;
        this.tree = tree;
        this.structure = REGISTRY.getSchema(tree);
    }

    boolean describes(KubeObject object) {
        return apiVersions.contains(object.apiVersion()) && object.kind().equals(kind);
    }

    /** Group, version and kind. */
    String title() {
        return apiVersions.get(0) + " " + kind;
    }

    JsonNode tree() {
        return tree;
    }

    /** Messages of all rules. */
    Set<String> messages() {
        Set<String> messages = new TreeSet<>();
        tree.findValues("x-rules")
                .forEach(rules ->
                        rules.forEach(rule -> messages.add(rule.path("message").asText())));
        return messages;
    }

    /** What is wrong with the object, but for its metadata. */
    List<Finding> check(KubeObject object) {
        JsonNode body = body(object.tree());
        List<Finding> findings = new ArrayList<>();
        for (Error error : structure.validate(body)) {
            findings.add(
                    object.finding(SchemaWalk.dotted(error.getInstanceLocation().toString()), error.getMessage()));
        }
        boolean sound = findings.isEmpty();
        new SchemaWalk(tree, (schema, node, pointer) -> {
                    String path = SchemaWalk.dotted(pointer);
                    schema.path("x-rules").forEach(rule -> apply(object, rule, node, path, sound, findings));
                    if (schema.has("x-type")) {
                        findings.addAll(CoreTypes.check(
                                object, node, schema.get("x-type").asText(), path));
                    }
                })
                .walk(body);
        return findings;
    }

    private static void apply(
            KubeObject object, JsonNode rule, JsonNode node, String path, boolean sound, List<Finding> findings) {
        try {
            if (!CelRules.holds(rule.path("rule").asText(), node)) {
                findings.add(object.finding(path, rule.path("message").asText()));
            }
        } catch (CelEvaluationException e) {
            // Of an object whose structure is wrong a rule may find nothing to look at; that is said already.
            if (sound) {
                findings.add(object.finding(
                        path, "the rule '" + rule.path("rule").asText() + "' does not apply: " + e.getMessage()));
            }
        }
    }

    private static JsonNode body(JsonNode object) {
        ObjectNode body = object.deepCopy();
        body.remove(COMMON);
        return body;
    }
}
