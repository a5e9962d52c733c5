// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A JSON Schema that the chart ships for editors, held against the reader that decides. */
public final class DocumentSchema {
    private static final Path FOLDER = Path.of("../deploy/helm/headroom/schemas");

    /** Of SLO policies. */
    public static final DocumentSchema POLICY = new DocumentSchema("slo-policy.schema.json");

    /** Of serving profiles. */
    public static final DocumentSchema PROFILE = new DocumentSchema("serving-profile.schema.json");

    /** Rules that compare one value with another, or need more than a value's form: a JSON Schema has no words for them. */
    private static final List<Pattern> ONLY_THE_READER = List.of(
            Pattern.compile("must not be above (max|gpus), which is .*"),
            Pattern.compile("must not repeat the objective .*"),
            Pattern.compile("must be .* written as in its manifest; did you mean .*"),
            Pattern.compile("must have (ttft|itl|e2e) at every point or at none"),
            Pattern.compile("must be in ascending order of concurrency, .*"),
            Pattern.compile("must not have falling latency: .*"));

    /** The schema knows the form of a duration, and that it is not 0; only the reader knows its range. */
    private static final Pattern DURATION_ABOVE_ZERO = Pattern.compile("(?=.*[1-9])[0-9]+(\\.[0-9]+)?(us|ms|s|m|h|d)");

    private final Path file;
    private final JsonNode tree;
    private final Schema schema;

    private DocumentSchema(String name) {
        this.file = FOLDER.resolve(name);
        try {
            this.tree = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(tree);
    }

    /** Where it lies. */
    Path file() {
        return file;
    }

    JsonNode tree() {
        return tree;
    }

    /** A document as an editor sees it: YAML 1.2, as JSON. */
    static JsonNode treeOf(String text) {
        return new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    /** What the schema says against a document. */
    List<Error> errorsOf(String text) {
        return schema.validate(treeOf(text));
    }

    /** Both take the document, or both refuse it; but for the rules that only the reader can state. */
    public void assertAgrees(String text, Parsed<?> read) {
        List<Fault> faults = read.fold(valid -> List.of(), Parsed.Invalid::faults);
        if (faults.isEmpty()) {
            assertThat(errorsOf(text)).as("the reader takes\n%s", text).isEmpty();
        } else if (!faults.stream().allMatch(DocumentSchema::onlyTheReaderKnows)) {
            assertThat(errorsOf(text))
                    .as("the reader refuses it: %s\n%s", faults, text)
                    .isNotEmpty();
        }
    }

    private static boolean onlyTheReaderKnows(Fault fault) {
        return ONLY_THE_READER.stream()
                        .anyMatch(rule -> rule.matcher(fault.rule()).matches())
                || (fault.rule().startsWith("must be a duration such as ")
                        && DURATION_ABOVE_ZERO.matcher(fault.value()).matches());
    }

    /** All keys that hold a value, written as {@link AcceptedKeys} writes them. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        collect(tree, "", keys);
        return keys;
    }

    private static void collect(JsonNode section, String path, Set<String> keys) {
        section.path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue();
            String key = path + property.getKey();
            if (value.has("properties")) {
                collect(value, key + ".", keys);
            } else if (value.path("items").has("properties")) {
                collect(value.path("items"), key + "[].", keys);
            } else {
                keys.add(key);
            }
        });
    }
}
