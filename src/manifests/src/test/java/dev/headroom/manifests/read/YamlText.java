// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.manifests.KubeObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as Kubernetes' tools read it: {@code yes} and {@code on} are booleans; a key that stands twice is an error. */
public final class YamlText {
    /** Turns plain values into trees; {@code 1} is a number, {@code "1"} a text. */
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private YamlText() {}

    /** All documents of a text that are not empty. */
    public static List<JsonNode> documents(String text) {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : yaml().loadAll(text)) {
            if (document != null) {
                documents.add(MAPPER.valueToTree(document));
            }
        }
        return documents;
    }

    /** The only document of a text. */
    public static JsonNode document(String text) {
        return MAPPER.valueToTree(yaml().<Object>load(text));
    }

    /** All objects of a text; of a List its items. */
    public static List<KubeObject> objects(String origin, String text) {
        List<KubeObject> objects = new ArrayList<>();
        try {
            for (JsonNode document : documents(text)) {
                if (document.path("kind").asText().equals("List")) {
                    document.path("items").forEach(item -> objects.add(new KubeObject(origin, item)));
                } else {
                    objects.add(new KubeObject(origin, document));
                }
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(origin + " is not YAML: " + e.getMessage(), e);
        }
        return objects;
    }

    /** What stands in a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(16 << 20);
        DumperOptions dumper = new DumperOptions();
        return new Yaml(
                new SafeConstructor(options), new Representer(dumper), dumper, options, new WithoutTimestamps());
    }

    /** Kubernetes' tools leave dates as texts. */
    private static final class WithoutTimestamps extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }
}
