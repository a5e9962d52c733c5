// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.manifests.read.YamlText;
import dev.headroom.manifests.type.CoreTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All kinds that have a schema of ours, one file each: {@code KIND.yaml}, beside it {@code KIND.good.yaml} with objects that
 * must pass and {@code KIND.wrong.yaml} with edits of them that must not.
 */
public final class Kinds {
    private static final Path FOLDER = Path.of("src/test/resources/kinds");
    private static final String DEFS = "$defs";

    private final List<KindFile> files;

    /** A schema with its examples. */
    public record KindFile(KindSchema schema, List<KubeObject> good, List<JsonNode> wrong) {
        @Override
        public String toString() {
            return schema.title();
        }
    }

    private Kinds(List<KindFile> files) {
        this.files = List.copyOf(files);
    }

    /** Reads all schemas. */
    public static Kinds load() {
        JsonNode shared = YamlText.document(YamlText.read(FOLDER.resolve("shared.defs.yaml")));
        try (Stream<Path> paths = Files.list(FOLDER)) {
            List<KindFile> files = new ArrayList<>();
            paths.filter(path -> path.getFileName().toString().matches("[A-Za-z0-9]+\\.yaml"))
                    .sorted()
                    .forEach(path -> files.add(read(path, shared)));
            return new Kinds(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KindFile read(Path path, JsonNode shared) {
        JsonNode document = YamlText.document(YamlText.read(path));
        ObjectNode tree = document.path("schema").deepCopy();
        addReferred(tree, shared, tree.withObjectProperty(DEFS));
        KindSchema schema = new KindSchema(
                versions(document.path("apiVersion")), document.path("kind").asText(), tree);
        return new KindFile(
                schema,
                YamlText.objects("good example", YamlText.read(sibling(path, ".good.yaml"))),
                list(YamlText.document(YamlText.read(sibling(path, ".wrong.yaml")))));
    }

    /** Takes over the shared parts that are referred to, and those that these refer to. */
    private static void addReferred(JsonNode part, JsonNode shared, ObjectNode defs) {
        for (String reference : part.findValuesAsText("$ref")) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (!defs.has(name) && shared.has(name)) {
                defs.set(name, shared.get(name));
                addReferred(shared.get(name), shared, defs);
            }
        }
    }

    private static Path sibling(Path path, String ending) {
        return path.resolveSibling(path.getFileName().toString().replace(".yaml", ending));
    }

    private static List<String> versions(JsonNode written) {
        return written.isTextual()
                ? List.of(written.asText())
                : list(written).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    /** Every schema with its examples. */
    public List<KindFile> files() {
        return files;
    }

    /** Everything that is wrong with an object by itself. */
    public List<Finding> check(KubeObject object) {
        if (object.apiVersion().isEmpty() || object.kind().isEmpty()) {
            return List.of(object.finding("", "must have apiVersion and kind"));
        }
        Optional<KindSchema> schema = files.stream()
                .map(KindFile::schema)
                .filter(one -> one.describes(object))
                .findFirst();
        List<Finding> findings = new ArrayList<>(Names.check(object));
        if (CoreTypes.knows(object)) {
            findings.addAll(CoreTypes.check(object));
        } else if (schema.isEmpty()) {
            return List.of(object.finding("", "is of a kind that nothing is known of: " + object.apiVersion()));
        } else {
            findings.addAll(CoreTypes.check(object, object.tree().path("metadata"), "V1ObjectMeta", "metadata"));
        }
        schema.ifPresent(known -> findings.addAll(known.check(object)));
        return findings;
    }
}
