// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.read;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.KubeObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As much of Kustomize as {@code deploy/kustomize} uses: resources, a namespace, ConfigMaps of files without a suffix, patches of
 * single operations. Anything else is refused, so that nothing is taken for checked that is not. It is no proof that Kustomize
 * itself reads the files alike.
 */
public final class Kustomization {
    private static final String FILE = "kustomization.yaml";
    private static final Set<String> UNDERSTOOD =
            Set.of("apiVersion", "kind", "namespace", "resources", "configMapGenerator", "generatorOptions", "patches");
    private static final Set<String> WITHOUT_NAMESPACE =
            Set.of("Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass", "NodePool", "EC2NodeClass");

    private final Path folder;
    private final JsonNode tree;

    private Kustomization(Path folder) {
        this.folder = folder;
        this.tree = YamlText.document(YamlText.read(folder.resolve(FILE)));
    }

    /** Builds a folder. */
    public static Bundle build(Path folder) {
        return new Bundle(
                folder.getParent().getFileName() + "/" + folder.getFileName(), new Kustomization(folder).objects());
    }

    private List<KubeObject> objects() {
        requireUnderstood();
        List<KubeObject> objects = new ArrayList<>();
        for (JsonNode resource : tree.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                objects.addAll(new Kustomization(path).objects());
            } else {
                objects.addAll(YamlText.objects(path.getFileName().toString(), YamlText.read(path)));
            }
        }
        for (JsonNode generated : tree.path("configMapGenerator")) {
            KubeObject configMap = configMap(generated);
            boolean replaces = generated.path("behavior").asText().equals("replace");
            boolean there = objects.removeIf(one -> isTheSame(one, configMap));
            require(there == replaces, generated + " must say behavior replace where, and only where, there is one");
            objects.add(configMap);
        }
        objects.replaceAll(this::inNamespace);
        for (JsonNode patch : tree.path("patches")) {
            patch(objects, patch);
        }
        return objects;
    }

    private void requireUnderstood() {
        tree.fieldNames().forEachRemaining(field -> require(UNDERSTOOD.contains(field), field + " is not understood"));
        require(tree.path("kind").asText().equals("Kustomization"), "the kind must be Kustomization");
        require(
                tree.path("configMapGenerator").isEmpty()
                        || tree.path("generatorOptions")
                                .path("disableNameSuffixHash")
                                .asBoolean(),
                "names are compared here, so disableNameSuffixHash must be set");
    }

    private KubeObject configMap(JsonNode generator) {
        ObjectNode object =
                YamlText.MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = object.putObject("metadata");
        metadata.set("name", generator.path("name"));
        if (generator.path("options").has("labels")) {
            metadata.set("labels", generator.path("options").path("labels"));
        }
        ObjectNode data = object.putObject("data");
        for (JsonNode file : generator.path("files")) {
            Path path = folder.resolve(file.asText());
            data.put(path.getFileName().toString(), YamlText.read(path));
        }
        return new KubeObject(folder.getFileName() + "/" + FILE, object);
    }

    private KubeObject inNamespace(KubeObject object) {
        if (!tree.has("namespace") || WITHOUT_NAMESPACE.contains(object.kind())) {
            return object;
        }
        ObjectNode moved = object.tree().deepCopy();
        moved.withObjectProperty("metadata").set("namespace", tree.get("namespace"));
        return new KubeObject(object.origin(), moved);
    }

    private static boolean isTheSame(KubeObject one, KubeObject other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }

    private void patch(List<KubeObject> objects, JsonNode patch) {
        JsonNode target = patch.path("target");
        Optional<KubeObject> patched = objects.stream()
                .filter(one -> one.kind().equals(target.path("kind").asText()))
                .filter(one -> one.name().equals(target.path("name").asText()))
                .findFirst();
        require(patched.isPresent(), target + " is not there to be patched");
        JsonNode operations = YamlText.document(patch.path("patch").asText());
        require(operations.isArray(), "only patches of single operations are understood");
        for (JsonNode operation : operations) {
            apply(patched.orElseThrow().tree(), operation);
        }
    }

    private void apply(JsonNode tree, JsonNode operation) {
        JsonPointer path = JsonPointer.compile(operation.path("path").asText());
        JsonNode parent = tree.at(path.head());
        String kind = operation.path("op").asText();
        boolean list = parent instanceof ArrayNode;
        require(kind.equals("add") || kind.equals("replace"), operation + " is not understood");
        require(parent.isContainerNode(), operation + " has no place to stand");
        require(kind.equals("add") || !tree.at(path).isMissingNode(), operation + " has nothing to replace");
        if (list && kind.equals("add")) {
            ((ArrayNode) parent).add(operation.path("value"));
        } else if (list) {
            ((ArrayNode) parent).set(path.last().getMatchingIndex(), operation.path("value"));
        } else {
            ((ObjectNode) parent).set(path.last().getMatchingProperty(), operation.path("value"));
        }
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(folder.resolve(FILE) + ": " + sentence);
        }
    }
}
